package org.latentj.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleGroupTest {

  private static ScheduleGroup change(int parts, String when) {
    return new ScheduleGroup(ScheduleGroup.Kind.SWITCH, parts, when);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 20, 3",
    "30, 20, 20",
    "0, 20, 0",
    "-5, 20, -5",
    "0.25, 20, 5",
    ".26, 20, 5",
    "1.0, 20, 20",
    "0.5, 7, 3",
    "2.5, 20, 20",
    "-0.5, 20, -10",
    "1e1, 20, 10",
    "1.0e-1, 20, 2"
  })
  @DisplayName("a number with a point is a fraction of the steps, rounded down; any other a step")
  void lastStep(String when, int steps, int expected) {
    assertThat(change(3, when).lastStepBefore(steps)).isEqualTo(expected);
  }

  @Test
  @DisplayName("three parts show the first until the step, then the second, never the number")
  void threeParts() {
    ScheduleGroup group = change(3, "4");
    assertThat(group.shows(0, 4, 10)).isTrue();
    assertThat(group.shows(1, 4, 10)).isFalse();
    assertThat(group.shows(0, 5, 10)).isFalse();
    assertThat(group.shows(1, 5, 10)).isTrue();
    assertThat(group.shows(2, 4, 10)).isFalse();
    assertThat(group.shows(2, 5, 10)).isFalse();
  }

  @Test
  @DisplayName("two parts show nothing until the step, then the first")
  void twoParts() {
    ScheduleGroup group = change(2, "4");
    assertThat(group.shows(0, 4, 10)).isFalse();
    assertThat(group.shows(1, 4, 10)).isFalse();
    assertThat(group.shows(0, 5, 10)).isTrue();
    assertThat(group.shows(1, 5, 10)).isFalse();
  }

  @Test
  @DisplayName("exactly one part of an alternation shows at each step")
  void alternation() {
    ScheduleGroup group = new ScheduleGroup(ScheduleGroup.Kind.ALTERNATION, 3, "");
    for (int step = 1; step <= 10; step++) {
      for (int part = 0; part < 3; part++) {
        assertThat(group.shows(part, step, 10)).isEqualTo(part == (step + 2) % 3);
      }
    }
  }
}
