package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A Gaussian of three boxes")
class BoxGaussianTest {

  @ParameterizedTest
  @ValueSource(floats = {0.7f, 1, 2, 4, 16, 64, 256})
  @DisplayName("has boxes of a third of its variance")
  void variance(float sigma) {
    float radius = BoxGaussian.boxRadius(sigma);
    int whole = (int) radius;
    double weight = 1 / (2 * radius + 1.0);
    double variance = 0;
    for (int k = 1; k <= whole; k++) {
      variance += 2 * weight * k * k;
    }
    variance += 2 * weight * (radius - whole) * (whole + 1.0) * (whole + 1.0);
    assertThat(variance).isCloseTo(sigma * sigma / 3.0, within(1e-4 * sigma * sigma));
  }

  @Test
  @DisplayName("keeps a constant, whatever the radius and however small the plane")
  void constant() {
    for (int[] size : new int[][] {{1, 1}, {1, 9}, {9, 1}, {7, 5}}) {
      int[] plane = new int[size[0] * size[1]];
      Arrays.fill(plane, 255);
      for (float sigma : new float[] {0, 0.1f, 2, 300}) {
        assertThat(BoxGaussian.blur(plane, size[0], size[1], sigma)).containsOnly(255);
      }
    }
  }

  @Test
  @DisplayName("comes near the true Gaussian and is symmetric")
  void nearGaussian() {
    // Given a bar one pixel wide, blurred across
    int[] plane = new int[81 * 3];
    for (int y = 0; y < 3; y++) {
      plane[y * 81 + 40] = 255;
    }
    int[] blurred = BoxGaussian.blur(plane, 81, 3, 4);
    for (int k = 0; k <= 40; k++) {
      double gaussian = 255 * Math.exp(-k * k / 32.0) / (4 * Math.sqrt(2 * Math.PI));
      assertThat((double) blurred[81 + 40 + k]).isCloseTo(gaussian, within(2.0));
      assertThat(blurred[81 + 40 - k]).isEqualTo(blurred[81 + 40 + k]);
    }
    assertThat(plane[81 + 40]).as("the argument").isEqualTo(255);
  }

  @Test
  @DisplayName("treats rows and columns alike")
  void transposes() {
    int[] wide = new int[7 * 4];
    int[] tall = new int[4 * 7];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = i * 37 % 256;
      tall[i % 7 * 4 + i / 7] = wide[i];
    }
    int[] blurredWide = BoxGaussian.blur(wide, 7, 4, 1.3f);
    int[] blurredTall = BoxGaussian.blur(tall, 4, 7, 1.3f);
    for (int i = 0; i < wide.length; i++) {
      // Rounded to bytes after each axis, hence one unit of difference.
      assertThat(blurredTall[i % 7 * 4 + i / 7]).isCloseTo(blurredWide[i], within(1));
    }
  }
}
