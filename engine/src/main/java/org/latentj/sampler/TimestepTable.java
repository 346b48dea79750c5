package org.latentj.sampler;

import java.util.Arrays;

/** Timesteps that a run of so many steps visits, descending. */
final class TimestepTable {
  private TimestepTable() {}

  /**
   * {@code steps} timesteps, fractional for linspace (diffusers {@code
   * EulerDiscreteScheduler.set_timesteps}).
   *
   * @param trainTimesteps T
   * @param offset added to leading timesteps
   */
  static double[] fractional(TimestepSpacing spacing, int steps, int trainTimesteps, int offset) {
    double[] out = new double[steps];
    double[] even = Linspace.doubles(0, trainTimesteps - 1, steps);
    double stride = (double) trainTimesteps / steps;
    // NumPy's arange adds the rounded difference of its first two elements.
    double arangeStride = (trainTimesteps - stride) - trainTimesteps;
    for (int i = 0; i < steps; i++) {
      int fromEnd = steps - 1 - i;
      out[i] =
          switch (spacing) {
            case LINSPACE -> even[fromEnd];
            case LEADING -> fromEnd * (trainTimesteps / steps) + offset;
            case TRAILING -> Math.rint(trainTimesteps + i * arangeStride) - 1;
          };
    }
    return out;
  }

  /** The same, rounded half to even (diffusers {@code DDIMScheduler.set_timesteps}). */
  static double[] whole(TimestepSpacing spacing, int steps, int trainTimesteps, int offset) {
    return Arrays.stream(fractional(spacing, steps, trainTimesteps, offset))
        .map(Math::rint)
        .toArray();
  }

  /**
   * {@code steps} whole timesteps of samplers that count the clean end as a point of its own: one
   * point more is spaced and the last left out (diffusers {@code
   * DPMSolverMultistepScheduler.set_timesteps}).
   */
  static double[] wholeBeforeEnd(
      TimestepSpacing spacing, int steps, int trainTimesteps, int offset) {
    return spacing == TimestepSpacing.TRAILING
        ? whole(spacing, steps, trainTimesteps, offset)
        : Arrays.copyOf(whole(spacing, steps + 1, trainTimesteps, offset), steps);
  }
}
