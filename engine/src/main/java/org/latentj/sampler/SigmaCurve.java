package org.latentj.sampler;

/** Sigmas between two ends by a formula, descending, both ends included. */
final class SigmaCurve {
  /** Karras et al. 2022, section D.1. */
  private static final double RHO = 7;

  /** Both shape parameters in diffusers' {@code _convert_to_beta}. */
  private static final double BETA_SHAPE = 0.6;

  private SigmaCurve() {}

  /** Karras et al. 2022, eq. 5. */
  static double[] karras(int steps, double smallest, double largest) {
    double low = Math.pow(smallest, 1 / RHO);
    double high = Math.pow(largest, 1 / RHO);
    double[] out = Linspace.doubles(0, 1, steps);
    for (int i = 0; i < steps; i++) {
      out[i] = Math.pow(high + out[i] * (low - high), RHO);
    }
    return out;
  }

  /** Evenly spaced logarithms (k-diffusion {@code get_sigmas_exponential}). */
  static double[] exponential(int steps, double smallest, double largest) {
    float[] logs = Linspace.floats(Math.log(largest), Math.log(smallest), steps);
    double[] out = new double[steps];
    for (int i = 0; i < steps; i++) {
      out[i] = (float) Math.exp(logs[i]);
    }
    return out;
  }

  /** Quantiles of the beta distribution (diffusers {@code _convert_to_beta}). */
  static double[] beta(int steps, double smallest, double largest) {
    double[] out = Linspace.doubles(0, 1, steps);
    for (int i = 0; i < steps; i++) {
      double quantile = BetaDistribution.quantile(1 - out[i], BETA_SHAPE);
      out[i] = (float) (smallest + quantile * (largest - smallest));
    }
    return out;
  }
}
