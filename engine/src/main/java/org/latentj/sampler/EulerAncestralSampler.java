package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * Euler's method with ancestral noise (k-diffusion {@code sampling.py sample_euler_ancestral};
 * diffusers {@code EulerAncestralDiscreteScheduler}). Draws noise at every call, the last included,
 * as diffusers does.
 */
final class EulerAncestralSampler extends OneStageSampler {
  private final double eta;

  EulerAncestralSampler(SigmaTable table, Setup setup) {
    super(table, setup);
    this.eta = setup.eta();
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    double sigma = sigma(call);
    AncestralStep step = AncestralStep.of(sigma, sigma(call + 1), eta);
    Latents slope = derivative(output, sample, sigma);
    return sample.combine(
        1, new double[] {step.down() - sigma, step.up()}, new Latents[] {slope, noise.get()});
  }
}
