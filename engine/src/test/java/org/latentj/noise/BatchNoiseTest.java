package org.latentj.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class BatchNoiseTest {
  private static final Shape ONE = Shape.of(1, 4, 8, 8);
  private static final Shape THREE = Shape.of(3, 4, 8, 8);

  @ParameterizedTest
  @EnumSource
  @DisplayName("image i of a per-image batch is the image of seed + i made alone, at every draw")
  void perImage(NoiseKind kind) {
    BatchNoise batch = new BatchNoise(kind, BatchSeeding.PER_IMAGE, 7, 3);
    NoiseSource alone = kind.source(9);
    for (int draw = 0; draw < 3; draw++) {
      float[] image = batch.next(THREE).row(2).data();
      assertThat(image).containsExactly(alone.normal(ONE).data());
    }
    assertThat(batch.imageSeed(2)).isEqualTo(9);
  }

  @Test
  @DisplayName("a sequential batch is one draw of one generator, as PyTorch's")
  void sequential() {
    BatchNoise batch = new BatchNoise(NoiseKind.CPU, BatchSeeding.SEQUENTIAL, 42, 2);
    FloatTensor expected = ReferenceNoise.load().floats("seed42.2x4x8x8");
    assertThat(batch.next(Shape.of(2, 4, 8, 8)).maxAbsDifference(expected)).isLessThan(1e-6);
    assertThat(batch.imageSeed(1)).isEqualTo(42);
  }

  @Test
  @DisplayName("a sequential batch may draw one image's worth, as for a shared VAE sample")
  void sequentialAnySize() {
    BatchNoise batch = new BatchNoise(NoiseKind.CPU, BatchSeeding.SEQUENTIAL, 42, 2);
    assertThat(batch.next(ONE).shape()).isEqualTo(ONE);
  }

  @Test
  @DisplayName("strength 0 changes nothing: not the noise, not the seeds")
  void noVariation() {
    BatchNoise plain = new BatchNoise(NoiseKind.CPU, BatchSeeding.PER_IMAGE, 5, 3);
    BatchNoise zero = varied(BatchSeeding.PER_IMAGE, 3, 0);
    assertThat(zero.nextLatents(THREE).data()).containsExactly(plain.nextLatents(THREE).data());
    assertThat(zero.variationSeed(0)).isEmpty();
    assertThat(zero.imageSeed(2)).isEqualTo(7);
  }

  @Test
  @DisplayName("with a variation the images share the seed and count up the variation seed")
  void variationSeeds() {
    BatchNoise batch = varied(BatchSeeding.PER_IMAGE, 3, 1);
    FloatTensor noise = batch.nextLatents(THREE);
    for (int i = 0; i < 3; i++) {
      FloatTensor other = NoiseKind.CPU.source(100 + i).normal(ONE);
      assertThat(noise.row(i).maxAbsDifference(other)).isLessThan(1e-5);
      assertThat(batch.variationSeed(i)).contains(100L + i);
      assertThat(batch.imageSeed(i)).isEqualTo(5);
    }
  }

  @Test
  @DisplayName("a variation turns the latents only: later draws are the first seed's")
  void variationOnlyOnLatents() {
    BatchNoise plain = new BatchNoise(NoiseKind.CPU, BatchSeeding.PER_IMAGE, 5, 1);
    BatchNoise batch = varied(BatchSeeding.PER_IMAGE, 1, 0.3);
    // A VAE sample comes first in img2img.
    assertThat(batch.next(ONE).data()).containsExactly(plain.next(ONE).data());
    FloatTensor turned = batch.nextLatents(ONE);
    FloatTensor straight = plain.nextLatents(ONE);
    assertThat(turned.maxAbsDifference(straight)).isGreaterThan(0.1);
    assertThat(batch.next(ONE).data()).containsExactly(plain.next(ONE).data());
  }

  @Test
  @DisplayName("a sequential batch varies towards a sequential draw of the variation seed")
  void sequentialVariation() {
    BatchNoise batch = varied(BatchSeeding.SEQUENTIAL, 3, 1);
    FloatTensor other = NoiseKind.CPU.source(100).normal(THREE);
    assertThat(batch.nextLatents(THREE).maxAbsDifference(other)).isLessThan(1e-5);
  }

  private static BatchNoise varied(BatchSeeding seeding, int images, double strength) {
    return new BatchNoise(
        NoiseKind.CPU, seeding, 5, images, Optional.of(new Variation(100, strength)));
  }

  @Test
  @DisplayName("a shape of another batch size is refused with both sizes")
  void wrongBatch() {
    BatchNoise batch = new BatchNoise(NoiseKind.CPU, BatchSeeding.PER_IMAGE, 5, 3);
    assertThatThrownBy(() -> batch.next(ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(3, C, H, W)")
        .hasMessageContaining("(1, 4, 8, 8)");
    assertThatThrownBy(() -> batch.next(Shape.of(4, 8, 8))).hasMessageContaining("(4, 8, 8)");
    assertThatThrownBy(() -> batch.next(Shape.of(3, 4, 0, 8))).hasMessageContaining("none of them");
  }

  @Test
  @DisplayName("an empty batch is refused")
  void emptyBatch() {
    assertThatThrownBy(() -> new BatchNoise(NoiseKind.CPU, BatchSeeding.PER_IMAGE, 5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 image or more but got 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY})
  @DisplayName("strengths outside 0 to 1 are refused")
  void badStrength(double strength) {
    assertThatThrownBy(() -> new Variation(1, strength))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("between 0 and 1 but got " + strength);
  }

  @Test
  @DisplayName("seeds at the ends of a long wrap around instead of failing")
  void extremeSeeds() {
    BatchNoise batch = new BatchNoise(NoiseKind.CPU, BatchSeeding.PER_IMAGE, Long.MAX_VALUE, 2);
    float[] second = batch.next(Shape.of(2, 4, 8, 8)).row(1).data();
    assertThat(second).containsExactly(NoiseKind.CPU.source(Long.MIN_VALUE).normal(ONE).data());
  }
}
