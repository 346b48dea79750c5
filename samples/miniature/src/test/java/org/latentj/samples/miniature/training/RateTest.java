package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The learning rate")
class RateTest {
  private static final Rate RATE = new Rate(0.1, 10, 20, 0.99);

  @Test
  @DisplayName("rises, stays, and falls to nearly nothing at the end")
  void risesAndFalls() {
    assertThat(RATE.at(1, 100)).isCloseTo(0.01, within(1e-12));
    assertThat(RATE.at(10, 100)).isEqualTo(0.1);
    assertThat(RATE.at(81, 100)).isEqualTo(0.1);
    assertThat(RATE.at(91, 100)).isCloseTo(0.05, within(1e-12));
    assertThat(RATE.at(100, 100)).isCloseTo(0.005, within(1e-12));
  }

  @Test
  @DisplayName("stays to the end without a cool-down")
  void canStay() {
    assertThat(new Rate(0.1, 10, 0, 0.99).at(100, 100)).isEqualTo(0.1);
  }

  @Test
  @DisplayName("has an average that forgets the first weights soon")
  void averages() {
    assertThat(RATE.averaging(1)).isLessThan(0.2);
    assertThat(RATE.averaging(100_000)).isEqualTo(0.99);
  }
}
