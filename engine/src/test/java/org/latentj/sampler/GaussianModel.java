package org.latentj.sampler;

import org.latentj.model.PredictionType;

/**
 * The ideal denoiser of data that are normally distributed: with a closed form for its prediction,
 * for the path of the probability flow ODE and for what comes out of the SDE.
 *
 * @param mean of the data
 * @param deviation standard deviation of the data
 */
record GaussianModel(double mean, double deviation) {

  /** The model's output for a call of a sampler, given what the sampler steps on. */
  Doubles output(Sampler sampler, PredictionType type, int call, Latents sample) {
    double[] x = ((Doubles) sampler.modelInput(sample, call)).values();
    double alpha = alpha(sampler, call);
    double sigma = Math.sqrt(1 - alpha * alpha);
    double[] out = new double[x.length];
    for (int i = 0; i < out.length; i++) {
      double gain = alpha * deviation * deviation / variance(alpha, sigma);
      double clean = mean + gain * (x[i] - alpha * mean);
      double noise = (x[i] - alpha * clean) / sigma;
      out[i] =
          switch (type) {
            case EPSILON -> noise;
            case V_PREDICTION -> alpha * noise - sigma * clean;
            case SAMPLE -> clean;
          };
    }
    return new Doubles(out);
  }

  /** Where the ODE takes {@code sample}, both in the unscaled form x0 + sigma * noise. */
  double path(double sample, double sigmaFrom, double sigmaTo) {
    double from = deviation * deviation + sigmaFrom * sigmaFrom;
    double to = deviation * deviation + sigmaTo * sigmaTo;
    return mean + (sample - mean) * Math.sqrt(to / from);
  }

  /** The signal's factor in what the model sees at a call. */
  static double alpha(Sampler sampler, int call) {
    double scale = ((Doubles) sampler.modelInput(new Doubles(1), call)).value();
    return scale < 1
        ? scale
        : ((Doubles) sampler.addNoise(new Doubles(1), new Doubles(0), call)).value();
  }

  private double variance(double alpha, double sigma) {
    return alpha * alpha * deviation * deviation + sigma * sigma;
  }
}
