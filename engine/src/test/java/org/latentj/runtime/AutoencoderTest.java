package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.image.Tiling;
import org.latentj.model.VaeConfig;
import org.latentj.network.EmitOptions;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class AutoencoderTest {
  private static VaeModel vae;

  @BeforeAll
  static void load() {
    vae = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN);
  }

  @AfterAll
  static void close() {
    vae.close();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,1", "5,7", "16,2"})
  @DisplayName("latents of any size decode to pictures of four times it, and encode back to it")
  void sizes(int height, int width) {
    FloatTensor picture = vae.decode(noise(1, 2, 4, height, width), Tiling.NONE);

    assertThat(picture.shape()).isEqualTo(Shape.of(2, 3, 4L * height, 4L * width));
    assertThat(vae.encode(picture, Tiling.NONE).mean().shape())
        .isEqualTo(Shape.of(2, 4, height, width));
  }

  @Test
  @DisplayName("a batch gives what its members give alone")
  void batches() {
    FloatTensor latents = noise(1, 3, 4, 5, 6);
    FloatTensor images = noise(1, 3, 3, 20, 24);

    FloatTensor decoded = vae.decode(latents, Tiling.NONE);
    FloatTensor encoded = vae.encode(images, Tiling.NONE).moments();

    for (int i = 0; i < 3; i++) {
      FloatTensor one = vae.decode(latents.row(i), Tiling.NONE);
      assertThat(decoded.row(i).maxAbsDifference(one)).isLessThan(1e-5);
      FloatTensor moments = vae.encode(images.row(i), Tiling.NONE).moments();
      assertThat(encoded.row(i).maxAbsDifference(moments)).isLessThan(1e-5);
    }
  }

  @Test
  @DisplayName("latents are divided by the scaling factor before they are decoded")
  void scalingFactor() {
    VaeConfig config = TinyNetworks.VAE;
    VaeConfig unscaled =
        new VaeConfig(
            3, 4, config.blockOutChannels(), 1, config.normGroups(), 1, config.quantConvolutions());
    FloatTensor latents = noise(1, 1, 4, 4, 4);
    FloatTensor divided = noise(1, 1, 4, 4, 4);
    for (int i = 0; i < divided.data().length; i++) {
      divided.data()[i] /= 0.18215f;
    }
    try (VaeModel plain =
        new VaeModel(
            unscaled, TinyNetworks.weights(config), TinyNetworks.PLAIN, TinyNetworks.CPU)) {
      assertThat(
              vae.decode(latents, Tiling.NONE).maxAbsDifference(plain.decode(divided, Tiling.NONE)))
          .isLessThan(1e-5);
    }
  }

  @ParameterizedTest
  @CsvSource({"BF16,0.05", "F16,0.006"})
  @DisplayName("half precisions stay near float32 in both directions")
  void halfPrecisions(ElementType type, double bound) {
    FloatTensor latents = noise(1, 1, 4, 8, 8);
    FloatTensor image = noise(1, 1, 3, 32, 32);
    EmitOptions options = new EmitOptions(type, true, false, false, false);
    try (VaeModel half = TinyNetworks.load(TinyNetworks.VAE, options)) {
      assertThat(relativeError(half.decode(latents, Tiling.NONE), vae.decode(latents, Tiling.NONE)))
          .isBetween(1e-6, bound);
      assertThat(
              relativeError(
                  half.encode(image, Tiling.NONE).moments(),
                  vae.encode(image, Tiling.NONE).moments()))
          .isBetween(1e-6, bound);
    }
  }

  @Test
  @DisplayName("wrong shapes are refused with what was expected and what came")
  void wrongShapes() {
    assertThatThrownBy(() -> vae.decode(noise(1, 1, 3, 8, 8), Tiling.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected latents (B, 4, h, w) but got (1, 3, 8, 8)");
    assertThatThrownBy(() -> vae.decode(noise(1, 4, 8, 8), Tiling.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(4, 8, 8)");
    for (FloatTensor image :
        List.of(noise(1, 1, 3, 32, 30), noise(1, 1, 3, 30, 32), noise(1, 1, 4, 32, 32))) {
      assertThatThrownBy(() -> vae.encode(image, Tiling.NONE))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected images (B, 3, H, W) with H and W multiples of 4")
          .hasMessageContaining(image.shape().toString());
    }
  }

  @Test
  @DisplayName("the posterior's halves are mean and clamped log variance, its sample is scaled")
  void posterior() {
    float[] moments = {1, 2, -3, 4, /* log variances */ 0, 2, -100, 100};
    LatentPosterior posterior =
        new LatentPosterior(new FloatTensor(Shape.of(1, 2, 2, 2), moments), 0.5f);

    assertThat(posterior.mean().data()).containsExactly(1, 2, -3, 4);
    assertThat(posterior.logVariance().data()).containsExactly(0, 2, -30, 20);
    assertThat(posterior.standardDeviation().data())
        .containsExactly(1, (float) Math.E, (float) Math.exp(-15), (float) Math.exp(10));
    float[] sample =
        posterior.sample(new FloatTensor(Shape.of(1, 1, 2, 2), new float[] {1, -1, 5, 0})).data();
    assertThat(sample[0]).isEqualTo(1f);
    assertThat(sample[1]).isEqualTo((2 - (float) Math.E) / 2);
    assertThat(sample[2]).isEqualTo(-1.5f, within(1e-5f));
    assertThat(sample[3]).isEqualTo(2f);
    assertThat(moments).as("nothing was modified").containsExactly(1, 2, -3, 4, 0, 2, -100, 100);
  }
}
