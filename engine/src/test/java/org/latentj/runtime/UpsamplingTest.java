package org.latentj.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.runtime.TinyNetworks.noise;
import static org.latentj.runtime.TinyNetworks.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.Weights;
import org.latentj.image.Tiling;
import org.latentj.network.EmitOptions;
import org.latentj.network.Optimization;
import org.latentj.network.UNet;
import org.latentj.network.VaeDecoder;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.FloatTensor;

@DisplayName("Doubling that is part of the kernels after it")
class UpsamplingTest {
  private static final FloatTensor TEXT = noise(2, 2, 77, 24);
  private static final EmitOptions FOLDED =
      TinyNetworks.PLAIN.withOptimization(Optimization.FOLDED_UPSAMPLING);

  /** How networks may be emitted with it, on this computer. */
  private static List<EmitOptions> emissions() {
    List<EmitOptions> all = new ArrayList<>(List.of(FOLDED, FOLDED.withChannelsLast(true)));
    if (Processor.current().x86()) {
      all.add(FOLDED.withOptimization(Optimization.PACKED_WEIGHTS));
    }
    return all;
  }

  private static String decoder(EmitOptions options) {
    return VaeDecoder.script(TinyNetworks.VAE, options).source();
  }

  @ParameterizedTest
  @EnumSource(Tiling.class)
  @DisplayName("gives the decoder's picture, whatever its edges")
  void decoding(Tiling tiling) {
    FloatTensor latents = noise(1, 2, 4, 6, 5);
    try (VaeModel plain = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN)) {
      FloatTensor expected = plain.decode(latents, tiling);
      for (EmitOptions options : emissions()) {
        try (VaeModel folded = TinyNetworks.load(TinyNetworks.VAE, options)) {
          assertThat(folded.decode(latents, tiling).maxAbsDifference(expected)).isLessThan(1e-5);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8,12,NONE", "8,12,BOTH", "4,4,X", "9,8,NONE", "8,9,NONE", "7,10,BOTH", "9,7,Y"})
  @DisplayName("gives the UNet's prediction, also where a size is odd")
  void predicting(int height, int width, Tiling tiling) {
    FloatTensor sample = noise(1, 2, 4, height, width);
    try (UNetModel plain = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN)) {
      FloatTensor expected = predict(plain, sample, 500, TEXT, tiling);
      for (EmitOptions options : emissions()) {
        try (UNetModel folded = TinyNetworks.load(TinyNetworks.UNET, options)) {
          FloatTensor found = predict(folded, sample, 500, TEXT, tiling);
          assertThat(found.maxAbsDifference(expected)).isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  @DisplayName("sums weights before they are rounded to the type that is computed in")
  void rounding() {
    FloatTensor latents = noise(1, 1, 4, 6, 5);
    EmitOptions half = new EmitOptions(ElementType.BF16, false, false, false, false);
    try (VaeModel exact = TinyNetworks.load(TinyNetworks.VAE, TinyNetworks.PLAIN);
        VaeModel plain = TinyNetworks.load(TinyNetworks.VAE, half);
        VaeModel folded =
            TinyNetworks.load(
                TinyNetworks.VAE, half.withOptimization(Optimization.FOLDED_UPSAMPLING))) {
      FloatTensor expected = exact.decode(latents, Tiling.NONE);
      double usual = TinyNetworks.relativeError(plain.decode(latents, Tiling.NONE), expected);
      double found = TinyNetworks.relativeError(folded.decode(latents, Tiling.NONE), expected);
      assertThat(found).isBetween(1e-4, 1.2 * usual);
    }
  }

  @Test
  @DisplayName("takes weights that are replaced later, as a LoRA does")
  void replaced() {
    FloatTensor sample = noise(1, 2, 4, 8, 8);
    Weights others =
        new RandomWeights(
            UNet.script(TinyNetworks.UNET, TinyNetworks.PLAIN).weights().expectedTensors(),
            ElementType.F32,
            8);
    Set<String> changed =
        Set.of("up_blocks.0.upsamplers.0.conv.weight", "up_blocks.1.upsamplers.0.conv.bias");
    try (UNetModel plain = TinyNetworks.load(TinyNetworks.UNET, TinyNetworks.PLAIN)) {
      FloatTensor before = predict(plain, sample, 500, TEXT);
      plain.replace(others, changed);
      FloatTensor expected = predict(plain, sample, 500, TEXT);
      assertThat(expected.maxAbsDifference(before)).isGreaterThan(1e-3);
      for (EmitOptions options : emissions()) {
        try (UNetModel folded = TinyNetworks.load(TinyNetworks.UNET, options)) {
          folded.replace(others, changed);
          FloatTensor found = predict(folded, sample, 500, TEXT);
          assertThat(found.maxAbsDifference(expected)).isLessThan(1e-5);
        }
      }
    }
  }

  @Test
  @DisplayName("is left out where each weight is cast or fetched when it is used, and in training")
  void notFolded() {
    assertThat(decoder(FOLDED)).contains("as_strided").doesNotContain("upsample_nearest2d");
    for (EmitOptions options :
        List.of(
            FOLDED.withStorage(ElementType.F16),
            FOLDED.withWeightsFetchedTo("cpu"),
            EmitOptions.forDevice(ElementType.F32, false))) {
      assertThat(decoder(options)).contains("upsample_nearest2d").doesNotContain("as_strided");
    }
  }
}
