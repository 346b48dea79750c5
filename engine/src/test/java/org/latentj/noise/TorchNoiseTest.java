package org.latentj.noise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.HalfFloats;
import org.latentj.tensor.Shape;

class TorchNoiseTest {
  private static final ReferenceNoise REFERENCE = ReferenceNoise.load();
  private static final Shape LATENTS = Shape.of(1, 4, 8, 8);

  static List<ReferenceNoise.Row> rows() {
    return ReferenceNoise.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  @DisplayName("float32 draws are PyTorch's, alone and one after another, small and large")
  void matchesPyTorch(ReferenceNoise.Row row) {
    TorchNoise noise = TorchNoise.float32(row.seed());
    for (int i = 0; i < row.shapes().size(); i++) {
      FloatTensor expected = REFERENCE.floats(row.name(i));
      FloatTensor drawn = noise.normal(row.shapes().get(i));
      assertThat(drawn.shape()).isEqualTo(expected.shape());
      assertThat(drawn.maxAbsDifference(expected)).isLessThan(1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, 2147483655L, 123456789012L})
  @DisplayName("uniform draws equal PyTorch's bit for bit")
  void uniformMatches(long seed) {
    FloatTensor drawn = TorchNoise.float32(seed).uniform(Shape.of(64));
    assertThat(drawn.data()).containsExactly(REFERENCE.floats("seed" + seed + ".uniform").data());
  }

  @Test
  @DisplayName("a cached small value survives a large draw in between")
  void cacheSurvivesLargeDraw() {
    // Given two generators of which one draws a large tensor between two odd small ones
    TorchNoise interrupted = TorchNoise.float32(3);
    TorchNoise straight = TorchNoise.float32(3);
    float[] small = straight.normal(Shape.of(4)).data();
    // When
    float[] before = interrupted.normal(Shape.of(3)).data();
    interrupted.normal(LATENTS);
    float[] after = interrupted.normal(Shape.of(1)).data();
    // Then the fourth value waited
    assertThat(before).containsExactly(small[0], small[1], small[2]);
    assertThat(after).containsExactly(small[3]);
  }

  @Test
  @DisplayName("float16 draws are halves made of 11-bit uniforms, unlike float32's")
  void halfProperties() {
    FloatTensor half = TorchNoise.float16(42).normal(Shape.of(1, 4, 64, 64));
    for (float value : half.data()) {
      assertThat(HalfFloats.halfToFloat(HalfFloats.floatToHalf(value))).isEqualTo(value);
      // The largest radius of an 11-bit uniform is sqrt(22 ln 2) = 3.905.
      assertThat(Math.abs(value)).isLessThan(3.91f);
    }
    FloatTensor full = TorchNoise.float32(42).normal(Shape.of(1, 4, 64, 64));
    assertThat(half.maxAbsDifference(full)).isGreaterThan(1);
  }

  @Test
  @DisplayName("float16 uniforms are multiples of 2^-11 below 1")
  void halfUniforms() {
    for (float value : TorchNoise.float16(1).uniform(Shape.of(5000)).data()) {
      assertThat(value * 2048).isEqualTo((int) (value * 2048)).isBetween(0f, 2047f);
    }
  }

  @Test
  @DisplayName("small float16 draws are the float64 values, rounded once")
  void smallHalves() {
    float[] full = TorchNoise.float32(9).normal(Shape.of(15)).data();
    float[] half = TorchNoise.float16(9).normal(Shape.of(15)).data();
    for (int i = 0; i < 15; i++) {
      assertThat(half[i]).isEqualTo(HalfFloats.halfToFloat(HalfFloats.floatToHalf(full[i])));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 1000})
  @DisplayName("every element count gives finite numbers and leaves no gap")
  void anyCount(int count) {
    float[] data = TorchNoise.float32(5).normal(Shape.of(count)).data();
    assertThat(data).hasSize(count);
    for (float value : data) {
      assertThat(value).isFinite().isNotZero();
    }
  }
}
