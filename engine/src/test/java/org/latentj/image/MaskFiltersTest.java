package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A mask's")
class MaskFiltersTest {

  @Test
  @DisplayName("growth adds a square around each pixel and stops at the borders")
  void growsBySquare() {
    Mask dot = Mask.ofRegion(12, 9, new Region(4, 3, 1, 1));
    assertThat(dot.grow(2)).isEqualTo(Mask.ofRegion(12, 9, new Region(2, 1, 5, 5)));
    assertThat(dot.grow(0)).isEqualTo(dot);
    assertThat(dot.grow(10_000)).isEqualTo(Mask.ofRegion(12, 9, new Region(0, 0, 12, 9)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dot.grow(-1))
        .withMessage("expected a radius from 0 to 10000 pixels but got -1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 40})
  @DisplayName("growth is the maximum over the square, also of soft masks")
  void growsByMaximum(int radius) {
    int width = 23;
    int height = 17;
    Mask mask = random(width, height);
    Mask grown = mask.grow(radius);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float expected = 0;
        for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
          for (int u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u++) {
            expected = Math.max(expected, mask.value(u, v));
          }
        }
        assertThat(grown.value(x, y)).isEqualTo(expected);
      }
    }
  }

  @Test
  @DisplayName("blur spreads a dot as a Gaussian of five half sigmas")
  void blursAsGaussian() {
    // Given a dot far from the borders, and sigma 4 as A1111's default: 21 samples
    Mask blurred = Mask.ofRegion(61, 61, new Region(30, 30, 1, 1)).blur(4);
    // Then the kernel is the product of two normalised Gaussians, cut off at 10
    double norm = 0;
    for (int k = -10; k <= 10; k++) {
      norm += Math.exp(-k * k / 32.0);
    }
    double peak = 1 / (norm * norm);
    assertThat(blurred.value(30, 30)).isCloseTo((float) peak, within(1e-8f));
    assertThat(blurred.value(33, 26))
        .isCloseTo((float) (peak * Math.exp(-25 / 32.0)), within(1e-8f));
    assertThat(blurred.value(40, 30)).isPositive();
    assertThat(blurred.value(41, 30)).isZero();
    assertThat(sum(blurred)).isCloseTo(1, within(1e-5));
  }

  @Test
  @DisplayName("blur mirrors at the border, so that a mask touching it stays full there")
  void blurMirrors() {
    Mask edge = Mask.ofRegion(40, 1, new Region(0, 0, 20, 1)).blur(2);
    assertThat(edge.value(0, 0)).isEqualTo(1f);
    // OpenCV's BORDER_REFLECT_101: columns -1, -2 are 1, 2, not 0, 1
    Mask dot = Mask.ofRegion(9, 1, new Region(0, 0, 1, 1)).blur(0.5);
    double e = Math.exp(-2);
    assertThat(dot.value(0, 0)).isCloseTo((float) (1 / (1 + 2 * e)), within(1e-6f));
    assertThat(dot.value(1, 0)).isCloseTo((float) (e / (1 + 2 * e)), within(1e-6f));
    // Wider than the mask, and of one column
    assertThat(Mask.ofRegion(3, 1, new Region(0, 0, 3, 1)).blur(100).value(1, 0)).isEqualTo(1f);
  }

  @Test
  @DisplayName("blur refuses a sigma that is none")
  void blurRefuses() {
    Mask mask = random(4, 4);
    assertThat(mask.blur(0)).isEqualTo(mask);
    for (double bad : new double[] {-1, Double.NaN, 1e9}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> mask.blur(bad))
          .withMessageStartingWith("expected a blur sigma from 0 to 1000 pixels");
    }
  }

  @Test
  @DisplayName("feather is a triangle over the border, full again inside")
  void feathers() {
    Mask soft = Mask.ofRegion(20, 1, new Region(10, 0, 10, 1)).feather(1);
    // Weights 1/4, 1/2, 1/4
    assertThat(soft.value(8, 0)).isZero();
    assertThat(soft.value(9, 0)).isEqualTo(0.25f);
    assertThat(soft.value(10, 0)).isEqualTo(0.75f);
    assertThat(soft.value(11, 0)).isEqualTo(1f);
    assertThat(soft.feather(0)).isEqualTo(soft);
  }

  @Test
  @DisplayName("feather leaves no trace beyond its reach, whatever values it has passed over")
  void feathersWithoutTrace() {
    float[] values = new float[200];
    for (int i = 40; i < 60; i++) {
      values[i] = (float) Math.pow(0.37, i - 40);
    }
    Mask soft = Mask.of(200, 1, values).feather(17);
    assertThat(soft.boundingBox().orElseThrow().x()).isEqualTo(23);
    for (int i = 60 + 17; i < 200; i++) {
      assertThat(soft.value(i, 0)).isZero();
    }
  }

  @Test
  @DisplayName("feather makes nearly full values full")
  void featherFills() {
    // The outermost of 15 * 15 weights is below a hundredth: without it 0.9956 remains.
    Mask soft = Mask.ofRegion(60, 1, new Region(0, 0, 40, 1)).feather(14);
    assertThat(soft.value(26, 0)).isEqualTo(1f);
    assertThat(soft.value(27, 0)).isLessThan(0.99f).isGreaterThan(0.98f);
  }

  private static Mask random(int width, int height) {
    Random random = new Random(5);
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Mask.of(width, height, values);
  }

  private static double sum(Mask mask) {
    double sum = 0;
    for (float value : mask.toArray()) {
      sum += value;
    }
    return sum;
  }
}
