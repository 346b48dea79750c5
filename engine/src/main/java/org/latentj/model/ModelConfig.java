package org.latentj.model;

/**
 * Everything that shapes the networks of one Stable Diffusion model.
 *
 * @param textEncoder the text tower
 * @param unet the denoiser
 * @param vae the autoencoder
 * @param noiseSchedule forward process and prediction type
 * @param clipSkip hidden layers that the model leaves out by default: 0 for 1.x; 2.x text encoders
 *     in diffusers folders have that layer removed already
 */
public record ModelConfig(
    TextEncoderConfig textEncoder,
    UNetConfig unet,
    VaeConfig vae,
    NoiseScheduleConfig noiseSchedule,
    int clipSkip) {

  /** Stable Diffusion 1.x. */
  public static ModelConfig stableDiffusion1() {
    return new ModelConfig(
        TextEncoderConfig.clipVitL14(),
        UNetConfig.stableDiffusion1(),
        VaeConfig.stableDiffusion(),
        NoiseScheduleConfig.stableDiffusion1(),
        0);
  }
}
