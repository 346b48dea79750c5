package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A resampling filter")
class ResampleFilterTest {

  @Test
  @DisplayName("has the weights of its formula")
  void weights() {
    assertThat(ResampleFilter.BILINEAR.weight(-0.25)).isEqualTo(0.75);
    // Keys with a = -0.5: 1.5 x^3 - 2.5 x^2 + 1 inside, -0.5 x^3 + 2.5 x^2 - 4 x + 2 outside
    assertThat(ResampleFilter.BICUBIC.weight(0.5)).isEqualTo(0.5625);
    assertThat(ResampleFilter.BICUBIC.weight(-1.5)).isEqualTo(-0.0625);
    // sinc(1/2) sinc(1/6) = (2/pi) (3/pi)
    assertThat(ResampleFilter.LANCZOS.weight(0.5))
        .isCloseTo(6 / (Math.PI * Math.PI), within(1e-15));
    // sinc(3/2) sinc(1/2) = -(2/(3 pi)) (2/pi)
    assertThat(ResampleFilter.LANCZOS.weight(-1.5))
        .isCloseTo(-4 / (3 * Math.PI * Math.PI), within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(names = {"BILINEAR", "BICUBIC", "LANCZOS"})
  @DisplayName("is 1 at its centre and 0 at other samples and beyond its support")
  void interpolates(ResampleFilter filter) {
    assertThat(filter.weight(0)).isEqualTo(1);
    for (int x = 1; x < 9; x++) {
      assertThat(filter.weight(x)).isCloseTo(0, within(1e-15));
      assertThat(filter.weight(-x)).isCloseTo(0, within(1e-15));
    }
    assertThat(filter.weight(filter.support() + 0.3)).isZero();
    assertThat(filter.weight(-filter.support() - 0.3)).isZero();
  }

  @Test
  @DisplayName("of box form counts a sample between two pixels once")
  void boxIsHalfOpen() {
    assertThat(ResampleFilter.BOX.weight(0.5)).isEqualTo(1);
    assertThat(ResampleFilter.BOX.weight(-0.5)).isZero();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEAREST")
  @DisplayName("treats left and right alike")
  void mirrors(ResampleFilter filter) {
    for (int[] sizes : new int[][] {{17, 5}, {5, 17}, {10, 9}}) {
      ResampleTaps taps = ResampleTaps.of(sizes[0], sizes[1], filter);
      for (int i = 0; i < sizes[1]; i++) {
        double[] weights = taps.weights()[i];
        int opposite = sizes[1] - 1 - i;
        for (int k = 0; k < weights.length; k++) {
          int mirrored = sizes[0] - 1 - (taps.first()[i] + k) - taps.first()[opposite];
          double[] others = taps.weights()[opposite];
          double other = mirrored < 0 || mirrored >= others.length ? 0 : others[mirrored];
          assertThat(other).isCloseTo(weights[k], within(1e-12));
        }
      }
    }
  }

  @Test
  @DisplayName("looks at more old pixels when shrinking")
  void widens() {
    assertThat(ResampleTaps.of(80, 10, ResampleFilter.LANCZOS).weights()[5]).hasSize(48);
    assertThat(ResampleTaps.of(10, 80, ResampleFilter.LANCZOS).weights()[40]).hasSize(6);
  }
}
