package org.latentj.sampler;

import org.latentj.model.PredictionType;

/**
 * A sampler that steps through sigmas on samples {@code x0 + sigma * noise}, which the model sees
 * scaled to unit variance (Karras et al. 2022, table 1, VP column).
 */
abstract class SigmaSampler extends OrderedSampler {
  private final SigmaTable table;
  private final PredictionType type;
  private final double initialScale;

  SigmaSampler(SigmaTable table, Setup setup, int order) {
    super(order * (table.steps() - 1) + 1, order, setup.firstCall());
    this.table = table;
    this.type = setup.schedule().predictionType();
    double largest = table.largest();
    this.initialScale = setup.unitVariance() ? Math.sqrt(largest * largest + 1) : largest;
  }

  /** The sigma at which the model is evaluated at {@code call}. */
  abstract double modelSigma(int call);

  final SigmaTable table() {
    return table;
  }

  final double sigma(int index) {
    return table.sigma(index);
  }

  /** The clean sample that the model predicts for a sample at {@code sigma}. */
  final Latents denoised(Latents output, Latents sample, double sigma) {
    return Prediction.ofCleanSample(type, sigma).apply(sample, output);
  }

  /** The derivative of the sample's path by sigma (Karras et al. 2022, eq. 4). */
  final Latents derivative(Latents output, Latents sample, double sigma) {
    return Prediction.ofNoise(type, sigma).apply(sample, output);
  }

  @Override
  public final double initialNoiseScale() {
    return initialScale;
  }

  @Override
  public final Latents modelInput(Latents sample, int call) {
    return sample.times(Prediction.alpha(modelSigma(checked(call))));
  }

  @Override
  public final Latents addNoise(Latents clean, Latents noise, int call) {
    return clean.combine(1, sigma((checked(call) + order() - 1) / order()), noise);
  }

  /**
   * What all samplers of this kind are set up with.
   *
   * @param schedule the model's forward process
   * @param firstCall number of the first call
   * @param unitVariance whether the initial noise is scaled by sqrt(sigma^2 + 1), as diffusers does
   *     for leading timesteps, and not by sigma
   * @param eta share of fresh noise
   */
  record Setup(NoiseSchedule schedule, int firstCall, boolean unitVariance, double eta) {}
}
