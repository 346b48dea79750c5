package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * DPM-Solver++(2S) with ancestral noise (Lu et al. 2022b, algorithm 1; k-diffusion {@code
 * sampling.py sample_dpmpp_2s_ancestral}). The second evaluation is halfway to the ancestral target
 * in log sigma. Draws noise at second stages only.
 */
final class DpmPlusPlus2sAncestralSampler extends TwoStageSampler {
  private final AncestralStep[] steps;

  private DpmPlusPlus2sAncestralSampler(
      SigmaTable table, Setup setup, AncestralStep[] steps, float[] middle) {
    super(table, setup, middle, timestepsOf(middle, setup.schedule()));
    this.steps = steps;
  }

  static DpmPlusPlus2sAncestralSampler of(SigmaTable table, Setup setup) {
    int count = table.steps() - 1;
    AncestralStep[] steps = new AncestralStep[count];
    float[] middle = new float[count];
    for (int i = 0; i < count; i++) {
      steps[i] = AncestralStep.of(table.sigma(i), table.sigma(i + 1), setup.eta());
      middle[i] = (float) Math.sqrt(table.sigma(i) * steps[i].down());
    }
    return new DpmPlusPlus2sAncestralSampler(table, setup, steps, middle);
  }

  @Override
  Latents firstStage(Latents output, int step, Latents sample, Supplier<Latents> noise) {
    double ratio = secondSigma(step) / sigma(step);
    return sample.combine(ratio, 1 - ratio, denoised(output, sample, sigma(step)));
  }

  @Override
  Latents secondStage(
      Latents output, int step, Latents start, Latents middle, Supplier<Latents> noise) {
    AncestralStep target = steps[step];
    double ratio = target.down() / sigma(step);
    Latents clean = denoised(output, middle, secondSigma(step));
    return start.combine(
        ratio, new double[] {1 - ratio, target.up()}, new Latents[] {clean, noise.get()});
  }
}
