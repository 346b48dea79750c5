package org.latentj.sampler;

import java.util.function.Supplier;

/** Euler's method in sigma (Karras et al. 2022, algorithm 2 without churn). */
final class EulerSampler extends OneStageSampler {

  EulerSampler(SigmaTable table, Setup setup) {
    super(table, setup);
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    Latents slope = derivative(output, sample, sigma(call));
    return sample.combine(1, sigma(call + 1) - sigma(call), slope);
  }
}
