package org.latentj.noise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.tensor.Shape;

class NoiseKindTest {

  @ParameterizedTest
  @CsvSource({"CPU, CPU", "nv, GPU", "GPU, GPU", " cpu , CPU", "CPU half, CPU_HALF"})
  @DisplayName("webui's RNG names are understood")
  void names(String name, NoiseKind kind) {
    assertThat(NoiseKind.ofRngName(name)).contains(kind);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("the name a kind writes reads back as that kind")
  void namesRoundTrip(NoiseKind kind) {
    assertThat(NoiseKind.ofRngName(kind.rngName())).contains(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TPU", "C P U"})
  @DisplayName("other names are not")
  void unknownNames(String name) {
    assertThat(NoiseKind.ofRngName(name)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("draws are standard normal: mean 0, variance 1, kurtosis 3, no correlation")
  void statistics(NoiseKind kind) {
    float[] data = kind.source(20240229).normal(Shape.of(400, 500)).data();
    double mean = 0;
    double square = 0;
    double fourth = 0;
    double lag = 0;
    for (int i = 0; i < data.length; i++) {
      double x = data[i];
      mean += x;
      square += x * x;
      fourth += x * x * x * x;
      lag += i >= 8 ? x * data[i - 8] : 0;
    }
    int n = data.length;
    // Five standard errors each; the 11 bits of halves cut the tails a little.
    assertThat(mean / n).isBetween(-0.012, 0.012);
    assertThat(square / n).isBetween(0.984, 1.016);
    assertThat(fourth / n).isBetween(2.87, 3.12);
    assertThat(lag / n).isBetween(-0.012, 0.012);
  }

  @Test
  @DisplayName("the same seed gives another picture under each kind")
  void kindsDiffer() {
    Shape shape = Shape.of(1, 4, 8, 8);
    assertThat(
            NoiseKind.CPU
                .source(1)
                .normal(shape)
                .maxAbsDifference(NoiseKind.GPU.source(1).normal(shape)))
        .isGreaterThan(1);
    assertThat(
            NoiseKind.CPU
                .source(1)
                .normal(shape)
                .maxAbsDifference(NoiseKind.CPU_HALF.source(1).normal(shape)))
        .isGreaterThan(1);
  }
}
