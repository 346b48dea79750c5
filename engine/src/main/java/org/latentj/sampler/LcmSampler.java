package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * Multistep latent consistency sampling (Luo et al. 2023, algorithm 3; diffusers {@code
 * LCMScheduler}): every call jumps to the clean sample and, but for the last, adds fresh noise.
 */
final class LcmSampler extends AlphaSampler {
  /** sigma_data of the boundary condition (Song et al. 2023, appendix C). */
  private static final double DATA_DEVIATION = 0.5;

  private final double timestepScaling;

  LcmSampler(NoiseSchedule schedule, int[] timesteps, int firstCall, double timestepScaling) {
    super(schedule, timesteps, timesteps.length, firstCall, false);
    this.timestepScaling = timestepScaling;
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    int timestep = timestepOf(call);
    double alpha = alphaCumprod(timestep);
    double scaled = timestep * timestepScaling;
    double variance = DATA_DEVIATION * DATA_DEVIATION;
    double skip = variance / (scaled * scaled + variance);
    double out = scaled / Math.sqrt(scaled * scaled + variance);
    Latents denoised =
        Prediction.ofCleanSample(
                schedule().predictionType(), Math.sqrt(alpha), Math.sqrt(1 - alpha))
            .plus(out, new Prediction(1, 0), skip)
            .apply(sample, output);
    if (call == calls() - 1) {
      return denoised;
    }
    double alphaTo = alphaCumprod(timestepOf(call + 1));
    return denoised.combine(Math.sqrt(alphaTo), Math.sqrt(1 - alphaTo), noise.get());
  }

  /**
   * A subset of the timesteps that the teacher was distilled on.
   *
   * @param originalSteps the teacher's number of steps
   * @throws IllegalArgumentException if there are fewer of these than {@code steps}
   */
  static int[] timesteps(int steps, int originalSteps, int trainTimesteps) {
    if (steps > originalSteps || originalSteps > trainTimesteps) {
      throw new IllegalArgumentException(
          ("expected at most %d LCM steps, the model's original inference steps (at "
                  + "most %d), but got %d")
              .formatted(originalSteps, trainTimesteps, steps));
    }
    int stride = trainTimesteps / originalSteps;
    double skip = (double) originalSteps / steps;
    int[] out = new int[steps];
    for (int i = 0; i < steps; i++) {
      out[i] = (originalSteps - (int) Math.floor(i * skip)) * stride - 1;
    }
    return out;
  }
}
