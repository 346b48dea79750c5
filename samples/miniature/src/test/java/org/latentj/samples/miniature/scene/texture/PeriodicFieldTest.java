package org.latentj.samples.miniature.scene.texture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Periodic noise")
class PeriodicFieldTest {
  private static final int PIXELS = 64;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @DisplayName("changes no faster at the edges than elsewhere")
  void periodic(long seed) {
    float[] field = PeriodicField.noise(PIXELS, 3, 3, 9, new SplittableRandom(seed));
    double inside = 0;
    double edges = 0;
    for (int i = 0; i < PIXELS; i++) {
      for (int j = 0; j < PIXELS; j++) {
        int next = (j + 1) % PIXELS;
        double across = Math.abs(field[i * PIXELS + j] - field[i * PIXELS + next]);
        double down = Math.abs(field[j * PIXELS + i] - field[next * PIXELS + i]);
        if (next == 0) {
          edges = Math.max(edges, Math.max(across, down));
        } else {
          inside = Math.max(inside, Math.max(across, down));
        }
      }
    }

    assertThat(edges).isLessThan(1.02 * inside);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @DisplayName("has a mean of 0 and a deviation of about 1")
  void moments(long seed) {
    float[] field = PeriodicField.noise(PIXELS, 3, 3, 9, new SplittableRandom(seed));
    double sum = 0;
    double squares = 0;
    for (float value : field) {
      sum += value;
      squares += value * value;
    }

    assertThat(sum / field.length).isCloseTo(0, within(1e-4));
    assertThat(Math.sqrt(squares / field.length)).isCloseTo(1, within(0.5));
  }
}
