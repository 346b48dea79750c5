package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * A sampler whose steps evaluate the model twice: at the step's sigma (even calls) and at a later
 * one (odd calls). The last step, to sigma 0, takes one call.
 */
abstract class TwoStageSampler extends SigmaSampler {
  private final float[] secondSigmas;
  private final float[] secondTimesteps;
  private Latents start;

  /**
   * @param secondSigmas sigma of the second evaluation of every step but the last
   * @param secondTimesteps its timestep
   */
  TwoStageSampler(SigmaTable table, Setup setup, float[] secondSigmas, float[] secondTimesteps) {
    super(table, setup, 2);
    this.secondSigmas = secondSigmas;
    this.secondTimesteps = secondTimesteps;
  }

  /** From the step's start to the sample of the second evaluation; by default in Euler's way. */
  Latents firstStage(Latents output, int step, Latents sample, Supplier<Latents> noise) {
    Latents slope = derivative(output, sample, sigma(step));
    return sample.combine(1, secondSigma(step) - sigma(step), slope);
  }

  /**
   * From the step's start to its end.
   *
   * @param output the model's output for {@code middle}
   * @param start the sample that the step began with
   * @param middle what the first stage returned
   */
  abstract Latents secondStage(
      Latents output, int step, Latents start, Latents middle, Supplier<Latents> noise);

  final double secondSigma(int step) {
    return secondSigmas[step];
  }

  @Override
  final double modelSigma(int call) {
    return call % 2 == 0 ? sigma(call / 2) : secondSigmas[call / 2];
  }

  @Override
  public final double timestep(int call) {
    int step = checked(call) / 2;
    return call % 2 == 0 ? table().timesteps()[step] : secondTimesteps[step];
  }

  @Override
  final Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    int step = call / 2;
    if (call % 2 == 1) {
      Latents from = start;
      start = null;
      return secondStage(output, step, from, sample, noise);
    }
    if (step == table().steps() - 1) {
      return denoised(output, sample, sigma(step));
    }
    start = sample;
    return firstStage(output, step, sample, noise);
  }

  /** Timesteps of sigmas, float32. */
  static float[] timestepsOf(float[] sigmas, NoiseSchedule schedule) {
    float[] out = new float[sigmas.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) schedule.timestepOf(sigmas[i]);
    }
    return out;
  }
}
