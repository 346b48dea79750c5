package org.latentj.inpaint.solve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianBlurTest {
  private static final int WIDTH = 121;
  private static final int HEIGHT = 101;

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 2, 5.3})
  @DisplayName("a point becomes a spot of the same sum, with the variance asked for")
  void point(double sigma) {
    float[] plane = new float[WIDTH * HEIGHT];
    plane[50 * WIDTH + 60] = 1000;
    float[] blurred = GaussianBlur.blur(plane, WIDTH, HEIGHT, sigma);
    double sum = 0;
    double across = 0;
    double down = 0;
    for (int i = 0; i < blurred.length; i++) {
      sum += blurred[i];
      across += blurred[i] * Math.pow(i % WIDTH - 60, 2);
      down += blurred[i] * Math.pow(i / WIDTH - 50, 2);
    }
    assertThat(sum).isCloseTo(1000, Offset.offset(0.1));
    assertThat(Math.sqrt(across / sum)).isCloseTo(sigma, Offset.offset(0.01 * sigma));
    assertThat(Math.sqrt(down / sum)).isCloseTo(sigma, Offset.offset(0.01 * sigma));
  }

  @Test
  @DisplayName("what is even stays even, also where the blur is wider than the plane")
  void even() {
    float[] plane = new float[7 * 5];
    Arrays.fill(plane, 4.25f);
    for (float value : GaussianBlur.blur(plane, 7, 5, 256)) {
      assertThat(value).isCloseTo(4.25f, Offset.offset(1e-4f));
    }
    assertThat(GaussianBlur.blur(plane, 7, 5, 0)).isEqualTo(plane).isNotSameAs(plane);
  }
}
