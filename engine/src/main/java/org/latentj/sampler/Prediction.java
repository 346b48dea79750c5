package org.latentj.sampler;

import org.latentj.model.PredictionType;

/**
 * The clean sample or the noise as a linear combination of a sample and the model's output for it.
 *
 * @param ofSample factor of the sample
 * @param ofOutput factor of the model's output
 */
record Prediction(double ofSample, double ofOutput) {

  /**
   * The clean sample, where the sample is {@code alpha * x0 + sigma * noise} and alpha^2 + sigma^2
   * = 1 (Salimans and Ho 2022, appendix D).
   */
  static Prediction ofCleanSample(PredictionType type, double alpha, double sigma) {
    return switch (type) {
      case EPSILON -> new Prediction(1 / alpha, -sigma / alpha);
      case V_PREDICTION -> new Prediction(alpha, -sigma);
      case SAMPLE -> new Prediction(0, 1);
    };
  }

  /** The noise in the same sample. */
  static Prediction ofNoise(PredictionType type, double alpha, double sigma) {
    return switch (type) {
      case EPSILON -> new Prediction(0, 1);
      case V_PREDICTION -> new Prediction(sigma, alpha);
      case SAMPLE -> new Prediction(1 / sigma, -alpha / sigma);
    };
  }

  /** The clean sample where the sample is {@code x0 + sigma * noise} (Karras et al. 2022). */
  static Prediction ofCleanSample(PredictionType type, double sigma) {
    double alpha = alpha(sigma);
    return ofCleanSample(type, alpha, sigma * alpha).ofUnscaled(alpha);
  }

  /** The noise in the same sample: the derivative of its path by sigma (Karras et al., eq. 4). */
  static Prediction ofNoise(PredictionType type, double sigma) {
    double alpha = alpha(sigma);
    return ofNoise(type, alpha, sigma * alpha).ofUnscaled(alpha);
  }

  /** The signal's factor where the ratio of noise to signal is {@code sigma}. */
  static double alpha(double sigma) {
    return 1 / Math.sqrt(sigma * sigma + 1);
  }

  /** {@code factor * this + otherFactor * other}. */
  Prediction plus(double factor, Prediction other, double otherFactor) {
    return new Prediction(
        factor * ofSample + otherFactor * other.ofSample,
        factor * ofOutput + otherFactor * other.ofOutput);
  }

  Latents apply(Latents sample, Latents output) {
    return ofSample == 0 ? output.times(ofOutput) : sample.combine(ofSample, ofOutput, output);
  }

  private Prediction ofUnscaled(double alpha) {
    return new Prediction(ofSample * alpha, ofOutput);
  }
}
