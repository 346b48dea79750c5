package org.latentj.sampler;

/**
 * The step of pseudo numerical methods: moves a sample between timesteps along a given noise (Liu
 * et al. 2022, eq. 9; diffusers {@code PNDMScheduler._get_prev_sample}).
 */
abstract class PndmTransfer extends AlphaSampler {

  PndmTransfer(NoiseSchedule schedule, int[] timesteps, int steps, int firstCall) {
    super(schedule, timesteps, steps, firstCall, true);
  }

  /**
   * The sample at timestep {@code to}.
   *
   * @param output model output, possibly extrapolated, of the sample's kind of prediction
   * @param from timestep of the sample
   * @param to the timestep to go to; below 0 is the clean end
   */
  final Latents transfer(Latents output, Latents sample, int from, int to) {
    double alpha = alphaCumprod(from);
    double alphaTo = alphaCumprod(to);
    double signal = Math.sqrt(alpha);
    Prediction noise =
        Prediction.ofNoise(schedule().predictionType(), signal, Math.sqrt(1 - alpha));
    double denominator = alpha * Math.sqrt(1 - alphaTo) + Math.sqrt(alpha * (1 - alpha) * alphaTo);
    double ofNoise = (alpha - alphaTo) / denominator;
    double own = Math.sqrt(alphaTo / alpha) + ofNoise * noise.ofSample();
    return sample.combine(own, ofNoise * noise.ofOutput(), output);
  }
}
