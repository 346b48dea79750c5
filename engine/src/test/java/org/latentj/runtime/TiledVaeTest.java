package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.relativeError;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.image.Tiling;
import org.latentj.model.VaeConfig;
import org.latentj.network.EmitOptions;
import org.latentj.network.VaeDecoder;
import org.latentj.network.VaeEncoder;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class TiledVaeTest {
  /** More than there are norms, after which the statistics are exact. */
  private static final int EXACT = 16;

  private static VaeModel vae;

  @BeforeAll
  static void load() {
    vae = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN);
  }

  @AfterAll
  static void close() {
    vae.close();
  }

  private static FloatTensor scaled(FloatTensor latents) {
    FloatTensor out = FloatTensor.zeros(latents.shape());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] = latents.data()[i] * (float) TinyNetworks.VAE.scalingFactor();
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(Tiling.class)
  @DisplayName("with the whole picture's statistics, tiles decode to what the whole decodes to")
  void decoding(Tiling tiling) {
    FloatTensor latents = noise(1, 2, 4, 13, 22);

    FloatTensor whole = vae.decode(scaled(latents), tiling);
    FloatTensor tiles = vae.decode(latents, tiling, 8, EXACT);

    assertThat(tiles.maxAbsDifference(whole)).isLessThan(2e-4);
  }

  @ParameterizedTest
  @EnumSource(Tiling.class)
  @DisplayName("and encode to what the whole encodes to")
  void encoding(Tiling tiling) {
    FloatTensor images = noise(1, 2, 3, 52, 88);

    FloatTensor whole = vae.encode(images, tiling).moments();
    FloatTensor tiles = vae.encode(images, tiling, 8, EXACT);

    assertThat(tiles.maxAbsDifference(whole)).isLessThan(2e-4);
  }

  @Test
  @DisplayName("a tile normalised by itself would be wrong: the passes are what makes it right")
  void passes() {
    FloatTensor latents = noise(1, 1, 4, 24, 24);
    for (int i = 0; i < latents.data().length; i++) {
      // A dull left half, as a plain background is.
      latents.data()[i] *= i % 24 < 12 ? 0.1f : 1;
    }
    FloatTensor whole = vae.decode(scaled(latents), Tiling.NONE);
    List<Double> errors = new ArrayList<>();
    for (int passes = 0; passes <= 3; passes++) {
      errors.add(relativeError(vae.decode(latents, Tiling.NONE, 8, passes), whole));
    }
    assertThat(errors.get(1)).isLessThan(errors.get(0) / 2);
    assertThat(errors.get(3)).isLessThan(errors.get(1));
  }

  @ParameterizedTest
  @CsvSource({"BF16,0.06", "F16,0.008"})
  @DisplayName("half precisions stay near float32 in tiles, too, in either memory order")
  void halfPrecisions(ElementType type, double bound) {
    FloatTensor latents = noise(1, 1, 4, 16, 16);
    FloatTensor images = noise(1, 1, 3, 64, 64);
    for (boolean channelsLast : new boolean[] {false, true}) {
      EmitOptions options = new EmitOptions(type, channelsLast, false, false, false);
      try (VaeModel half = TinyNetworks.load(TinyNetworks.VAE, options)) {
        assertThat(
                relativeError(
                    half.decode(latents, Tiling.NONE, 8, 3),
                    vae.decode(scaled(latents), Tiling.NONE)))
            .isBetween(1e-6, bound);
        assertThat(
                relativeError(
                    half.encode(images, Tiling.NONE, 8, 3),
                    vae.encode(images, Tiling.NONE).moments()))
            .isBetween(1e-6, bound);
      }
    }
  }

  @Test
  @DisplayName("tiles leave no native tensor behind")
  void noLeaks() {
    vae.decode(noise(1, 1, 4, 16, 16), Tiling.NONE, 8, 1);
    vae.encode(noise(1, 1, 3, 64, 64), Tiling.NONE, 8, 1);
    int before = NativeAccounting.tensors();

    vae.decode(noise(1, 1, 4, 16, 16), Tiling.NONE, 8, 1);
    vae.encode(noise(1, 1, 3, 64, 64), Tiling.NONE, 8, 1);

    assertThat(NativeAccounting.tensors()).isEqualTo(before);
  }

  @Test
  @DisplayName("the margin of a tile is no more than its convolutions see")
  void margins() {
    VaeConfig large = VaeConfig.stableDiffusion();
    assertThat(VaeDecoder.tileMargin(large)).isEqualTo(7);
    assertThat(VaeEncoder.tileMargin(large)).isEqualTo(6);
    assertThat(VaeDecoder.tileMargin(TinyNetworks.VAE)).isEqualTo(4);
    assertThat(VaeEncoder.tileMargin(TinyNetworks.VAE)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"1,8", "8,8", "9,8", "64,32", "65,32", "257,64"})
  @DisplayName("every pixel of an axis counts in one stretch, and each stretch sees its margin")
  void axes(int size, int most) {
    for (boolean wraps : new boolean[] {false, true}) {
      List<Integer> counted = new ArrayList<>();
      for (TileAxis part : TileAxis.cut(size, most, 3, wraps)) {
        int[] seen = part.indices();
        assertThat(part.length()).isBetween(1, most);
        assertThat(seen).hasSize(part.before() + part.length() + part.after());
        for (int i = 0; i < part.length(); i++) {
          counted.add(seen[part.before() + i]);
        }
        assertThat(part.before()).isEqualTo(wraps ? 3 : Math.min(3, part.start()));
        assertThat(seen[0]).isEqualTo(Math.floorMod(part.start() - part.before(), size));
      }
      assertThat(counted).hasSize(size).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  @DisplayName("means and variances of parts pool to those of the whole")
  void pooling() {
    double[] values = {1, 2, 3, 10, 20, 30, 40, -5};
    Shape shape = Shape.of(1, 2, 1);
    PooledStatistics pooled = new PooledStatistics(shape);
    pooled.add(statistics(values, 0, 3), 3);
    pooled.add(statistics(values, 3, 8), 5);

    float[] whole = statistics(values, 0, 8).data();

    assertThat(pooled.pooled().data()[0]).isCloseTo(whole[0], within(whole[0]));
    assertThat(pooled.pooled().data()[1]).isCloseTo(whole[1], within(whole[1]));
  }

  private static Offset<Float> within(float value) {
    return Assertions.within(1e-5f * value);
  }

  private static FloatTensor statistics(double[] values, int from, int to) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
      squares += values[i] * values[i];
    }
    double mean = sum / (to - from);
    float variance = (float) (squares / (to - from) - mean * mean);
    return new FloatTensor(Shape.of(1, 2, 1), new float[] {(float) mean, variance});
  }
}
