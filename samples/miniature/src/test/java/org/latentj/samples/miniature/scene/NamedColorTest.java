package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A named colour")
class NamedColorTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("keeps its name when slightly changed")
  void nearest(NamedColor color) {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 200; i++) {
      Color changed = Colors.jittered(color, random);

      assertThat(NamedColor.nearest(changed.getRGB() & 0xffffff)).isEqualTo(color);
      assertThat(Math.abs(changed.getRed() - color.color().getRed())).isLessThanOrEqualTo(6);
      assertThat(Math.abs(changed.getGreen() - color.color().getGreen())).isLessThanOrEqualTo(6);
      assertThat(Math.abs(changed.getBlue() - color.color().getBlue())).isLessThanOrEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is at least 30 from every other")
  void apart(NamedColor color) {
    for (NamedColor other : NamedColor.values()) {
      if (other != color) {
        assertThat(color.distance(other)).as("from %s", other).isGreaterThanOrEqualTo(30);
        assertThat(color.distance(other)).isEqualTo(other.distance(color));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("shows on at least seven other colours")
  void shows(NamedColor color) {
    int shows = 0;
    for (NamedColor other : NamedColor.values()) {
      shows += color.contrastsWith(other) ? 1 : 0;
    }

    assertThat(shows).isGreaterThanOrEqualTo(7);
    assertThat(color.contrastsWith(color)).isFalse();
  }
}
