package org.latentj.sampler;

import java.util.function.Supplier;
import org.latentj.model.PredictionType;

/**
 * Denoising diffusion implicit models (Song et al. 2021, eq. 12 and 16; diffusers {@code
 * DDIMScheduler.step}). Draws noise at every call, but only where eta is above 0.
 */
final class DdimSampler extends AlphaSampler {
  private final double eta;

  DdimSampler(NoiseSchedule schedule, int[] timesteps, int firstCall, double eta) {
    super(schedule, timesteps, timesteps.length, firstCall, false);
    this.eta = eta;
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    int timestep = timestepOf(call);
    double alpha = alphaCumprod(timestep);
    double alphaTo = alphaCumprod(timestep - stride());
    double variance = (1 - alphaTo) / (1 - alpha) * (1 - alpha / alphaTo);
    double deviation = eta * Math.sqrt(Math.max(variance, 0));
    double direction = Math.sqrt(Math.max(1 - alphaTo - deviation * deviation, 0));
    double signal = Math.sqrt(alpha);
    double sigma = Math.sqrt(1 - alpha);
    PredictionType type = schedule().predictionType();
    Prediction step =
        Prediction.ofCleanSample(type, signal, sigma)
            .plus(Math.sqrt(alphaTo), Prediction.ofNoise(type, signal, sigma), direction);
    Latents result = step.apply(sample, output);
    return eta > 0 ? result.combine(1, deviation, noise.get()) : result;
  }
}
