package org.latentj.sampler;

import java.util.Arrays;
import java.util.function.Supplier;

/** Heun's method in sigma (Karras et al. 2022, algorithm 1; diffusers HeunDiscreteScheduler). */
final class HeunSampler extends TwoStageSampler {
  private Latents slope;

  HeunSampler(SigmaTable table, Setup setup) {
    super(
        table,
        setup,
        Arrays.copyOfRange(table.sigmas(), 1, table.steps()),
        Arrays.copyOfRange(table.timesteps(), 1, table.steps()));
  }

  @Override
  Latents firstStage(Latents output, int step, Latents sample, Supplier<Latents> noise) {
    slope = derivative(output, sample, sigma(step));
    return sample.combine(1, sigma(step + 1) - sigma(step), slope);
  }

  @Override
  Latents secondStage(
      Latents output, int step, Latents start, Latents middle, Supplier<Latents> noise) {
    double half = (sigma(step + 1) - sigma(step)) / 2;
    Latents second = derivative(output, middle, sigma(step + 1));
    Latents first = slope;
    slope = null;
    return start.combine(1, new double[] {half, half}, new Latents[] {first, second});
  }
}
