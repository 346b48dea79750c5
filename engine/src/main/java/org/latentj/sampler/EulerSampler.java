package org.latentj.sampler;

import java.util.function.Supplier;

/** Euler's method in sigma (Karras et al. 2022, algorithm 2 without churn). */
final class EulerSampler extends SigmaSampler {

  EulerSampler(SigmaTable table, Setup setup) {
    super(table, setup, 1);
  }

  @Override
  double modelSigma(int call) {
    return sigma(call);
  }

  @Override
  public double timestep(int call) {
    return table().timesteps()[checked(call)];
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    Latents slope = derivative(output, sample, sigma(call));
    return sample.combine(1, sigma(call + 1) - sigma(call), slope);
  }
}
