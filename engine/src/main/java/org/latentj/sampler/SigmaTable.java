package org.latentj.sampler;

import java.util.Arrays;

/**
 * The sigmas that a run of N steps passes through, float32 as in diffusers.
 *
 * @param timesteps N timesteps for the model, descending
 * @param sigmas N + 1 sigmas, descending; the last is where the run ends, usually 0
 */
record SigmaTable(float[] timesteps, float[] sigmas) {

  int steps() {
    return timesteps.length;
  }

  double sigma(int index) {
    return sigmas[index];
  }

  double largest() {
    return sigmas[0];
  }

  /** Tables of samplers that step through sigmas, as diffusers' Euler, LMS, Heun and DPM2. */
  static SigmaTable ofSigmaSampler(
      SamplerKind kind, NoiseSchedule schedule, SamplerConfig config, TimestepSpacing spacing) {
    int steps = config.steps();
    int offset = schedule.config().stepsOffset();
    double[] timesteps =
        TimestepTable.fractional(spacing, steps, schedule.trainTimesteps(), offset);
    double[] sigmas = new double[steps];
    for (int i = 0; i < steps; i++) {
      timesteps[i] = (float) timesteps[i];
      sigmas[i] = schedule.sigmaAt(timesteps[i]);
    }
    boolean logLinear = kind == SamplerKind.EULER && config.options().logLinearSigmas();
    double end = kind == SamplerKind.EULER ? end(config, schedule) : 0;
    double smallest = logLinear ? schedule.sigma(0) : sigmas[steps - 1];
    double largest = logLinear ? schedule.sigma(schedule.trainTimesteps() - 1) : sigmas[0];
    if (config.schedule() == ScheduleKind.AUTOMATIC) {
      if (logLinear) {
        // diffusers spaces one sigma more than there are steps, so the run ends at the smallest.
        return checked(timesteps, SigmaCurve.exponential(steps + 1, smallest, largest));
      }
      return checked(timesteps, withEnd(sigmas, end));
    }
    boolean dpm2 = kind == SamplerKind.DPM2 || kind == SamplerKind.DPM2_A;
    boolean round = dpm2 && config.schedule() == ScheduleKind.KARRAS;
    return ofCurve(schedule, config, new double[] {smallest, largest, end}, round);
  }

  /** Tables of samplers on half log-SNR, as diffusers' DPM-Solver, UniPC and DEIS. */
  static SigmaTable ofSolver(
      SamplerKind kind, NoiseSchedule schedule, SamplerConfig config, TimestepSpacing spacing) {
    int steps = config.steps();
    int last = schedule.trainTimesteps() - 1;
    double end = kind == SamplerKind.DEIS ? schedule.sigma(0) : end(config, schedule);
    if (config.schedule() != ScheduleKind.AUTOMATIC) {
      // diffusers rounds Karras timesteps and cuts exponential and beta ones to integers, so that
      // an ulp decides between 999 and 998: all three are rounded here.
      return ofCurve(
          schedule, config, new double[] {schedule.sigma(0), schedule.sigma(last), end}, true);
    }
    int offset = schedule.config().stepsOffset();
    double[] timesteps = TimestepTable.wholeBeforeEnd(spacing, steps, last + 1, offset);
    double[] sigmas = new double[steps];
    for (int i = 0; i < steps; i++) {
      sigmas[i] = schedule.sigmaAt(timesteps[i]);
    }
    return checked(timesteps, withEnd(sigmas, end));
  }

  /**
   * A table by a curve.
   *
   * @param range smallest and largest sigma of the curve and the one that the run ends at
   * @param round whether timesteps of sigmas are rounded
   */
  private static SigmaTable ofCurve(
      NoiseSchedule schedule, SamplerConfig config, double[] range, boolean round) {
    int steps = config.steps();
    int last = schedule.trainTimesteps() - 1;
    double[] timesteps =
        switch (config.schedule()) {
          case UNIFORM -> TimestepTable.fractional(TimestepSpacing.LINSPACE, steps, last + 1, 0);
          case SGM_UNIFORM -> Linspace.doubles(last, 0, steps + 1);
          case SIMPLE -> simple(steps, last + 1);
          default -> null;
        };
    double[] sigmas =
        switch (config.schedule()) {
          case KARRAS -> SigmaCurve.karras(steps, range[0], range[1]);
          case EXPONENTIAL -> SigmaCurve.exponential(steps, range[0], range[1]);
          case BETA -> SigmaCurve.beta(steps, range[0], range[1]);
          default -> new double[steps];
        };
    double[] ofSteps = new double[steps];
    for (int i = 0; i < steps; i++) {
      if (timesteps != null) {
        ofSteps[i] = timesteps[i];
        sigmas[i] = schedule.sigmaAtLogLinear(timesteps[i]);
      } else {
        double timestep = schedule.timestepOf(sigmas[i]);
        ofSteps[i] = round ? Math.rint(timestep) : timestep;
      }
    }
    return checked(ofSteps, withEnd(sigmas, range[2]));
  }

  private static double[] simple(int steps, int trainTimesteps) {
    double stride = (double) trainTimesteps / steps;
    double[] out = new double[steps];
    for (int i = 0; i < steps; i++) {
      out[i] = trainTimesteps - 1 - (int) (i * stride);
    }
    return out;
  }

  private static double end(SamplerConfig config, NoiseSchedule schedule) {
    return config.options().finalSigma() == FinalSigma.ZERO ? 0 : schedule.sigma(0);
  }

  private static double[] withEnd(double[] sigmas, double end) {
    double[] out = Arrays.copyOf(sigmas, sigmas.length + 1);
    out[sigmas.length] = end;
    return out;
  }

  private static SigmaTable checked(double[] timesteps, double[] sigmas) {
    float[] t = new float[timesteps.length];
    float[] s = new float[sigmas.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = (float) sigmas[i];
      if (i < t.length) {
        t[i] = (float) timesteps[i];
      }
      // The last step may stand still: Karras' sigmas end where the table of training sigmas does.
      boolean falls = i == 0 || s[i] < s[i - 1] || (i == t.length && s[i] <= s[i - 1] * 1.0001f);
      if (!falls) {
        throw new IllegalArgumentException(
            ("%d steps are too many here: step %d would not lower sigma (%s after %s); "
                    + "use fewer steps or another schedule or timestep spacing")
                .formatted(t.length, i, s[i], s[i - 1]));
      }
    }
    return new SigmaTable(t, s);
  }
}
