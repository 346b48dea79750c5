package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * Ancestral sampling of denoising diffusion models (Ho et al. 2020, eq. 6 and 7; diffusers {@code
 * DDPMScheduler.step}). Draws noise while the timestep is above 0.
 */
final class DdpmSampler extends AlphaSampler {
  private static final double SMALLEST_VARIANCE = 1e-20;

  private final boolean largeVariance;

  /**
   * @param largeVariance whether a step's variance is beta and not the posterior's
   */
  DdpmSampler(NoiseSchedule schedule, int[] timesteps, int firstCall, boolean largeVariance) {
    super(schedule, timesteps, timesteps.length, firstCall, false);
    this.largeVariance = largeVariance;
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    int timestep = timestepOf(call);
    int to = timestep - stride();
    double alpha = alphaCumprod(timestep);
    double alphaTo = to >= 0 ? alphaCumprod(to) : 1;
    double alphaOfStep = alpha / alphaTo;
    double beta = 1 - alphaOfStep;
    Prediction clean =
        Prediction.ofCleanSample(
            schedule().predictionType(), Math.sqrt(alpha), Math.sqrt(1 - alpha));
    double ofClean = Math.sqrt(alphaTo) * beta / (1 - alpha);
    double ofSample = Math.sqrt(alphaOfStep) * (1 - alphaTo) / (1 - alpha);
    Latents mean = clean.plus(ofClean, new Prediction(1, 0), ofSample).apply(sample, output);
    if (timestep == 0) {
      return mean;
    }
    double posterior = Math.max((1 - alphaTo) / (1 - alpha) * beta, SMALLEST_VARIANCE);
    return mean.combine(1, Math.sqrt(largeVariance ? beta : posterior), noise.get());
  }
}
