package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * {@link Dpm2Sampler} with ancestral noise (k-diffusion {@code sampling.py sample_dpm_2_ancestral};
 * diffusers {@code KDPM2AncestralDiscreteScheduler}). Draws noise at second stages only.
 *
 * <p>The middle of a step lies halfway to the ancestral target in log sigma, which with eta 1 is
 * the next sigma. diffusers gets there in float32 through a difference that cancels, and hands the
 * model a timestep that shows it; so does this class.
 */
final class Dpm2AncestralSampler extends TwoStageSampler {
  private final AncestralStep[] steps;

  private Dpm2AncestralSampler(
      SigmaTable table, Setup setup, AncestralStep[] steps, float[] middle) {
    super(table, setup, middle, timestepsOf(middle, setup.schedule()));
    this.steps = steps;
  }

  static Dpm2AncestralSampler of(SigmaTable table, Setup setup) {
    int count = table.steps() - 1;
    AncestralStep[] steps = new AncestralStep[count];
    float[] middle = new float[count];
    for (int i = 0; i < count; i++) {
      float from = table.sigmas()[i];
      float to = table.sigmas()[i + 1];
      float up =
          (float) setup.eta()
              * (float) Math.sqrt(to * to * (from * from - to * to) / (from * from));
      float down = (float) Math.sqrt(to * to - up * up);
      float log = (float) Math.log(down);
      middle[i] = (float) Math.exp(log - (log - (float) Math.log(from)) * 0.5f);
      steps[i] = new AncestralStep(down, up);
      if (!(middle[i] > 0)) {
        // Nothing but rounding is left of the difference.
        steps[i] = AncestralStep.of(from, to, setup.eta());
        middle[i] = (float) Math.sqrt(from * steps[i].down());
      }
    }
    return new Dpm2AncestralSampler(table, setup, steps, middle);
  }

  @Override
  Latents secondStage(
      Latents output, int step, Latents start, Latents middle, Supplier<Latents> noise) {
    AncestralStep target = steps[step];
    Latents slope = derivative(output, middle, secondSigma(step));
    return start.combine(
        1,
        new double[] {target.down() - sigma(step), target.up()},
        new Latents[] {slope, noise.get()});
  }
}
