package org.latentj.inpaint.color;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabTest {
  @ParameterizedTest
  @CsvSource({
    "255, 255, 255, 100, 0, 0",
    "0, 0, 0, 0, 0, 0",
    "255, 0, 0, 53.24, 80.09, 67.20",
    "0, 255, 0, 87.73, -86.18, 83.18",
    "0, 0, 255, 32.30, 79.19, -107.86",
    "128, 128, 128, 53.59, 0, 0",
    "1, 1, 1, 0.27, 0, 0"
  })
  @DisplayName("known colours have their published coordinates")
  void published(double r, double g, double b, double l, double a, double bStar) {
    double[] color = {r, g, b};
    Lab.fromRgb(color);
    assertThat(color).containsExactly(new double[] {l, a, bStar}, Offset.offset(0.02));
  }

  @Test
  @DisplayName("there and back gives the colour again")
  void roundTrip() {
    for (int i = 0; i < 4096; i++) {
      double[] rgb = {i % 16 * 17, i / 16 % 16 * 17, i / 256 * 17};
      double[] there = rgb.clone();
      Lab.fromRgb(there);
      Lab.toRgb(there);
      assertThat(there).containsExactly(rgb, Offset.offset(0.01));
    }
  }
}
