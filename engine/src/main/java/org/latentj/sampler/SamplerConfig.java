package org.latentj.sampler;

/**
 * The settings of one run.
 *
 * @param steps number of steps, 1 to the schedule's T; see {@link SamplerKind#calls} for how many
 *     model calls they take
 * @param schedule layout of the sigmas
 * @param spacing which timesteps are visited, or null for the model's, or else the sampler's own
 * @param eta share of fresh noise, 0 to 1, or null for the sampler's own (0 for DDIM, 1 for the
 *     ancestral and SDE samplers); samplers without one ignore it, as diffusers' pipelines do
 * @param firstCall number of the first model call: 0, or for image-to-image what {@link
 *     ImageToImageStart} gives
 * @param options seldom changed settings, or null for the sampler's own
 */
public record SamplerConfig(
    int steps,
    ScheduleKind schedule,
    TimestepSpacing spacing,
    Double eta,
    int firstCall,
    SamplerOptions options) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public SamplerConfig {
    if (steps < 1) {
      throw new IllegalArgumentException("expected 1 or more steps but got " + steps);
    }
    if (schedule == null) {
      throw new IllegalArgumentException(
          "expected a schedule, for example AUTOMATIC, but got none");
    }
    if (eta != null && !(eta >= 0 && eta <= 1)) {
      throw new IllegalArgumentException("expected eta within 0 to 1 but got " + eta);
    }
    if (firstCall < 0) {
      throw new IllegalArgumentException("expected a first call of 0 or more but got " + firstCall);
    }
  }

  /** A whole run of so many steps with the sampler's own settings. */
  public static SamplerConfig ofSteps(int steps) {
    return new SamplerConfig(steps, ScheduleKind.AUTOMATIC, null, null, 0, null);
  }

  /** The same on another schedule. */
  public SamplerConfig withSchedule(ScheduleKind kind) {
    return new SamplerConfig(steps, kind, spacing, eta, firstCall, options);
  }

  /** The same with another timestep spacing, or null for the default. */
  public SamplerConfig withSpacing(TimestepSpacing other) {
    return new SamplerConfig(steps, schedule, other, eta, firstCall, options);
  }

  /** The same with another eta, or null for the default. */
  public SamplerConfig withEta(Double other) {
    return new SamplerConfig(steps, schedule, spacing, other, firstCall, options);
  }

  /** The same, beginning at another call. */
  public SamplerConfig withFirstCall(int call) {
    return new SamplerConfig(steps, schedule, spacing, eta, call, options);
  }

  /** The same with other options, or null for the default. */
  public SamplerConfig withOptions(SamplerOptions other) {
    return new SamplerConfig(steps, schedule, spacing, eta, firstCall, other);
  }

  double etaOr(double own) {
    return eta == null ? own : eta;
  }
}
