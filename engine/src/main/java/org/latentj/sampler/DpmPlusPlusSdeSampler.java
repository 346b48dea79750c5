package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * The stochastic DPM-Solver++ with two evaluations a step, the second halfway in log sigma
 * (k-diffusion {@code sampling.py sample_dpmpp_sde}; diffusers {@code DPMSolverSDEScheduler}).
 *
 * <p>Both stages of a step add increments of one Brownian path over sigma: the first from the
 * step's sigma to the middle, the second from the step's sigma to the next, so the second contains
 * the first. Here a stage draws the part that is new, at every call but the last, and the second
 * stage adds up both parts: exact in distribution. Upstream takes the path from torchsde's tree,
 * whose random numbers are not reproduced, so a seed gives another picture than there.
 */
final class DpmPlusPlusSdeSampler extends TwoStageSampler {
  private final double eta;
  private Latents firstPart;

  private DpmPlusPlusSdeSampler(SigmaTable table, Setup setup, float[] middle) {
    super(table, setup, middle, timestepsOf(middle, setup.schedule()));
    this.eta = setup.eta();
  }

  static DpmPlusPlusSdeSampler of(SigmaTable table, Setup setup) {
    float[] middle = new float[table.steps() - 1];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (float) Math.sqrt(table.sigma(i) * table.sigma(i + 1));
    }
    return new DpmPlusPlusSdeSampler(table, setup, middle);
  }

  @Override
  Latents firstStage(Latents output, int step, Latents sample, Supplier<Latents> noise) {
    AncestralStep target = AncestralStep.of(sigma(step), secondSigma(step), eta);
    double ratio = target.down() / sigma(step);
    Latents clean = denoised(output, sample, sigma(step));
    firstPart = noise.get();
    return sample.combine(
        ratio, new double[] {1 - ratio, target.up()}, new Latents[] {clean, firstPart});
  }

  @Override
  Latents secondStage(
      Latents output, int step, Latents start, Latents middle, Supplier<Latents> noise) {
    AncestralStep target = AncestralStep.of(sigma(step), sigma(step + 1), eta);
    double ratio = target.down() / sigma(step);
    Latents clean = denoised(output, middle, secondSigma(step));
    double length = sigma(step) - sigma(step + 1);
    double first = Math.sqrt((sigma(step) - secondSigma(step)) / length);
    double second = Math.sqrt((secondSigma(step) - sigma(step + 1)) / length);
    Latents before = firstPart;
    firstPart = null;
    return start.combine(
        ratio,
        new double[] {1 - ratio, target.up() * first, target.up() * second},
        new Latents[] {clean, before, noise.get()});
  }
}
