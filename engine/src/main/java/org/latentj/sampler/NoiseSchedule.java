package org.latentj.sampler;

import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * The forward process of a model, tabulated for its T training timesteps: how much of the signal is
 * left and how much noise there is. Immutable.
 *
 * <p>A noisy sample is {@code sqrt(alphaCumprod) * x0 + sqrt(1 - alphaCumprod) * noise} (Ho et al.
 * 2020, eq. 4); its sigma is the ratio of the two factors (Karras et al. 2022, table 1). All tables
 * are float32 and computed as diffusers computes them, never read from checkpoints, whose
 * half-precision forms hold rounded copies.
 */
public final class NoiseSchedule {
  /**
   * Signal left at the last timestep of a schedule with zero terminal SNR where a finite sigma is
   * needed (diffusers {@code EulerDiscreteScheduler.__init__}).
   */
  private static final float NEARLY_ZERO = 0x1p-24f;

  private final NoiseScheduleConfig config;
  private final float[] betas;
  private final float[] alphasCumprod;
  private final float[] sigmas;
  private final float[] logSigmas;

  private NoiseSchedule(NoiseScheduleConfig config, float[] betas) {
    this.config = config;
    this.betas = betas;
    this.alphasCumprod = Betas.cumulativeAlphas(betas);
    this.sigmas = new float[betas.length];
    this.logSigmas = new float[betas.length];
    for (int t = 0; t < sigmas.length; t++) {
      float signal = alphasCumprod[t] == 0 ? NEARLY_ZERO : alphasCumprod[t];
      sigmas[t] = (float) Math.sqrt((1 - signal) / signal);
      logSigmas[t] = (float) Math.log(sigmas[t]);
    }
  }

  /**
   * The schedule of a configuration.
   *
   * @throws IllegalArgumentException if the beta schedule is unknown or its range is not within (0,
   *     1)
   */
  public static NoiseSchedule of(NoiseScheduleConfig config) {
    return new NoiseSchedule(config, Betas.of(config));
  }

  /**
   * The same, rescaled to a signal-to-noise ratio of 0 at the last timestep (Lin et al. 2023,
   * algorithm 1), for models that were trained so.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static NoiseSchedule withZeroTerminalSnr(NoiseScheduleConfig config) {
    return new NoiseSchedule(config, Betas.withZeroTerminalSnr(Betas.of(config)));
  }

  /** The configuration that this was computed from. */
  public NoiseScheduleConfig config() {
    return config;
  }

  /** What the model predicts. */
  public PredictionType predictionType() {
    return config.predictionType();
  }

  /** T, the number of training timesteps. */
  public int trainTimesteps() {
    return betas.length;
  }

  /** Variance added at {@code timestep}, 0 to T - 1. */
  public float beta(int timestep) {
    return betas[timestep];
  }

  /** Square of the signal's factor at {@code timestep}, 0 to T - 1. */
  public float alphaCumprod(int timestep) {
    return alphasCumprod[timestep];
  }

  /** Ratio of noise to signal at {@code timestep}, 0 to T - 1; grows with the timestep. */
  public float sigma(int timestep) {
    return sigmas[timestep];
  }

  /**
   * Sigma at a fractional timestep, linear between neighbours (diffusers' {@code np.interp}).
   * Timesteps beyond the ends give the sigma at the end.
   */
  public double sigmaAt(double timestep) {
    int low = lowerNeighbour(timestep);
    double weight = Math.min(Math.max(timestep - low, 0), 1);
    return sigmas[low] + weight * ((double) sigmas[low + 1] - sigmas[low]);
  }

  /** The same, linear in the logarithm of sigma (k-diffusion's {@code t_to_sigma}). */
  public double sigmaAtLogLinear(double timestep) {
    int low = lowerNeighbour(timestep);
    double weight = Math.min(Math.max(timestep - low, 0), 1);
    return Math.exp((1 - weight) * logSigmas[low] + weight * logSigmas[low + 1]);
  }

  /**
   * The fractional timestep of {@code sigma}, linear in the logarithm of sigma and clipped to 0 to
   * T - 1 (k-diffusion's and diffusers' {@code sigma_to_t}).
   */
  public double timestepOf(double sigma) {
    double log = Math.log(Math.max(sigma, 1e-10));
    int low = 0;
    int high = logSigmas.length - 2;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (logSigmas[middle] <= log) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    float gap = logSigmas[low] - logSigmas[low + 1];
    double weight = Math.min(Math.max((logSigmas[low] - log) / gap, 0), 1);
    return (1 - weight) * low + weight * (low + 1);
  }

  private int lowerNeighbour(double timestep) {
    return (int) Math.min(Math.max(Math.floor(timestep), 0), sigmas.length - 2);
  }
}
