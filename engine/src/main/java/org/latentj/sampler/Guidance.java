package org.latentj.sampler;

/** Classifier-free guidance: how the model's two outputs become one. */
public final class Guidance {
  private Guidance() {}

  /**
   * {@code unconditional + scale * (conditional - unconditional)} (Ho and Salimans 2022, eq. 6, in
   * the form of Saharia et al. 2022, eq. 2). A scale of 1 is the conditional output; diffusers does
   * not evaluate the unconditional one at scales of 1 and below.
   */
  public static Latents combine(Latents unconditional, Latents conditional, double scale) {
    return unconditional.combine(1 - scale, scale, conditional);
  }

  /**
   * Brings a guided output's standard deviation, image by image, part of the way back to that of
   * the conditional output (Lin et al. 2023, eq. 15 and 16; diffusers {@code rescale_noise_cfg}).
   * An image without any deviation stays as it is.
   *
   * @param guided the result of {@link #combine}; not modified
   * @param conditional the conditional output of the same shape; not modified
   * @param rescale part of the way, 0 to 1; 0.7 is the paper's choice
   * @throws IllegalArgumentException if {@code rescale} is not within 0 to 1
   */
  public static Latents rescale(BatchedLatents guided, BatchedLatents conditional, double rescale) {
    if (!(rescale >= 0 && rescale <= 1)) {
      throw new IllegalArgumentException(
          "expected a guidance rescale within 0 to 1 but got " + rescale);
    }
    double[] wanted = conditional.standardDeviations();
    double[] factors = guided.standardDeviations();
    for (int i = 0; i < factors.length; i++) {
      factors[i] = factors[i] == 0 ? 1 : rescale * wanted[i] / factors[i] + 1 - rescale;
    }
    return guided.timesEach(factors);
  }
}
