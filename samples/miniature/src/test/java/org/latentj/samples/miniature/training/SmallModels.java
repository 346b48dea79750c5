package org.latentj.samples.miniature.training;

import java.util.List;
import java.util.SplittableRandom;
import org.latentj.model.ModelConfig;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;
import org.latentj.runtime.ComputeDevice;
import org.latentj.tensor.ElementType;

/** Models of miniature's form that learn in milliseconds. */
final class SmallModels {
  static final ComputeDevice CPU = ComputeDevice.choose("cpu");
  static final int VOCABULARY = 2000;

  private SmallModels() {}

  static ModelConfig config() {
    return new ModelConfig(
        new TextEncoderConfig(
            VOCABULARY, 16, 32, 1, 2, 77, TextEncoderConfig.Activation.QUICK_GELU, 1e-5),
        UNetConfig.builder()
            .blockOutChannels(List.of(8, 16))
            .layersPerBlock(1)
            .crossAttention(List.of(false, true))
            .heads(List.of(2, 2))
            .crossAttentionDim(16)
            .normGroups(4)
            .sampleSize(16)
            .build(),
        new VaeConfig(3, 4, List.of(4, 4, 8, 8), 1, 4, 1, true),
        NoiseScheduleConfig.stableDiffusion1(),
        0);
  }

  static Autoencoder autoencoder() {
    return new Autoencoder(config().vae(), ElementType.F32, new SplittableRandom(1), CPU);
  }

  static Diffusion diffusion() {
    return new Diffusion(config(), ElementType.F32, new SplittableRandom(2), CPU);
  }
}
