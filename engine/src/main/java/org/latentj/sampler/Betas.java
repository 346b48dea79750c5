package org.latentj.sampler;

import org.latentj.model.NoiseScheduleConfig;

/** Variances of the forward process, float32 as diffusers' schedulers tabulate them. */
final class Betas {
  /** Largest beta of the cosine schedule (Nichol and Dhariwal 2021, section 3.2). */
  private static final double COSINE_MAX_BETA = 0.999;

  private Betas() {}

  /**
   * The betas of a configuration, one for each training timestep.
   *
   * @throws IllegalArgumentException if the schedule's name is unknown or its range is not within
   *     (0, 1)
   */
  static float[] of(NoiseScheduleConfig config) {
    int count = config.trainTimesteps();
    double start = config.betaStart();
    double end = config.betaEnd();
    if (count < 1 || !(start > 0 && start <= end && end < 1)) {
      throw new IllegalArgumentException(
          ("expected 1 or more training timesteps and betas with 0 < start <= end < 1 "
                  + "but got %d, %s and %s")
              .formatted(count, start, end));
    }
    return switch (config.betaSchedule()) {
      case "linear" -> Linspace.floats(start, end, count);
      case "scaled_linear" -> squares(Linspace.floats(Math.sqrt(start), Math.sqrt(end), count));
      case "squaredcos_cap_v2" -> cosine(count);
      default ->
          throw new IllegalArgumentException(
              "expected beta_schedule scaled_linear, linear or squaredcos_cap_v2 but got "
                  + config.betaSchedule());
    };
  }

  /**
   * Betas of the same shape whose last signal-to-noise ratio is 0 (Lin et al. 2023, algorithm 1;
   * diffusers {@code rescale_zero_terminal_snr}).
   */
  static float[] withZeroTerminalSnr(float[] betas) {
    float[] cumulative = cumulativeAlphas(betas);
    int last = betas.length - 1;
    float first = (float) Math.sqrt(cumulative[0]);
    float terminal = (float) Math.sqrt(cumulative[last]);
    float scale = first / (first - terminal);
    float[] out = new float[betas.length];
    float previous = 1;
    for (int t = 0; t <= last; t++) {
      float root = ((float) Math.sqrt(cumulative[t]) - terminal) * scale;
      out[t] = 1 - root * root / previous;
      previous = root * root;
    }
    return out;
  }

  /** Running products of 1 - beta, accumulated in double as PyTorch's cumprod does on CPUs. */
  static float[] cumulativeAlphas(float[] betas) {
    float[] out = new float[betas.length];
    double product = 1;
    for (int t = 0; t < out.length; t++) {
      product *= 1f - betas[t];
      out[t] = (float) product;
    }
    return out;
  }

  private static float[] squares(float[] roots) {
    float[] out = new float[roots.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = roots[i] * roots[i];
    }
    return out;
  }

  /** Nichol and Dhariwal 2021, eq. 17 (diffusers {@code betas_for_alpha_bar}). */
  private static float[] cosine(int count) {
    float[] out = new float[count];
    for (int t = 0; t < count; t++) {
      double ratio = alphaBar((t + 1.0) / count) / alphaBar((double) t / count);
      out[t] = (float) Math.min(1 - ratio, COSINE_MAX_BETA);
    }
    return out;
  }

  private static double alphaBar(double time) {
    double cosine = Math.cos((time + 0.008) / 1.008 * Math.PI / 2);
    return cosine * cosine;
  }
}
