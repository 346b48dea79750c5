package org.latentj.sampler;

import org.latentj.model.PredictionType;

/** A sampler on whole training timesteps and the signal left at them. */
abstract class AlphaSampler extends OrderedSampler {
  private final NoiseSchedule schedule;
  private final int[] timesteps;
  private final int stride;

  /**
   * @param timesteps one for each call
   * @param steps number of steps, which fixes how far one step goes back
   * @param needsSignal whether the method divides by the signal's share whatever the model
   *     predicts; all do for epsilon
   */
  AlphaSampler(
      NoiseSchedule schedule, int[] timesteps, int steps, int firstCall, boolean needsSignal) {
    super(timesteps.length, 1, firstCall);
    this.schedule = schedule;
    this.timesteps = timesteps;
    this.stride = schedule.trainTimesteps() / steps;
    for (int t : timesteps) {
      if (t < 0 || t >= schedule.trainTimesteps()) {
        throw new IllegalArgumentException(
            "%d steps with offset %d visit timestep %d, which is beyond 0 to %d; use fewer steps"
                .formatted(
                    steps, schedule.config().stepsOffset(), t, schedule.trainTimesteps() - 1));
      }
      boolean divides = needsSignal || schedule.predictionType() == PredictionType.EPSILON;
      if (divides && schedule.alphaCumprod(t) == 0) {
        throw new IllegalArgumentException(
            ("at timestep %d this noise schedule (zero terminal SNR) leaves no signal "
                    + "that a %s prediction could be divided by here; use leading timestep "
                    + "spacing or another sampler")
                .formatted(t, schedule.predictionType()));
      }
    }
  }

  final NoiseSchedule schedule() {
    return schedule;
  }

  final int timestepOf(int call) {
    return timesteps[call];
  }

  /** How many training timesteps one step goes back: T / steps, rounded down. */
  final int stride() {
    return stride;
  }

  /** Share of the signal at a timestep; below 0 what the model's settings say. */
  final double alphaCumprod(int timestep) {
    if (timestep >= 0) {
      return schedule.alphaCumprod(timestep);
    }
    return schedule.config().setAlphaToOne() ? 1 : schedule.alphaCumprod(0);
  }

  @Override
  public final double timestep(int call) {
    return timesteps[checked(call)];
  }

  @Override
  public final Latents addNoise(Latents clean, Latents noise, int call) {
    double alpha = schedule.alphaCumprod(timesteps[checked(call)]);
    return clean.combine(Math.sqrt(alpha), Math.sqrt(1 - alpha), noise);
  }

  /** Whole timesteps as ints. */
  static int[] ints(double[] timesteps) {
    int[] out = new int[timesteps.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) timesteps[i];
    }
    return out;
  }
}
