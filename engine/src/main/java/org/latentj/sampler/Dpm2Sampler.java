package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * The midpoint method with the midpoint in log sigma (Lu et al. 2022a, algorithm 1; k-diffusion
 * {@code sampling.py sample_dpm_2}; diffusers {@code KDPM2DiscreteScheduler}).
 */
final class Dpm2Sampler extends TwoStageSampler {

  private Dpm2Sampler(SigmaTable table, Setup setup, float[] middle) {
    super(table, setup, middle, timestepsOf(middle, setup.schedule()));
  }

  static Dpm2Sampler of(SigmaTable table, Setup setup) {
    float[] middle = new float[table.steps() - 1];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (float) Math.sqrt(table.sigma(i) * table.sigma(i + 1));
    }
    return new Dpm2Sampler(table, setup, middle);
  }

  @Override
  Latents secondStage(
      Latents output, int step, Latents start, Latents middle, Supplier<Latents> noise) {
    Latents slope = derivative(output, middle, secondSigma(step));
    return start.combine(1, sigma(step + 1) - sigma(step), slope);
  }
}
