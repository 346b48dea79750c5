package org.latentj.sampler;

/**
 * How the sigmas of a run are laid out. {@link #AUTOMATIC} takes them from the spaced timesteps;
 * the others choose sigmas by a curve and derive the timesteps.
 */
public enum ScheduleKind {
  /** The sampler's own: sigmas of the timesteps of its {@link TimestepSpacing}. */
  AUTOMATIC("Automatic"),
  /** Karras et al. 2022, eq. 5, with rho 7 (k-diffusion {@code get_sigmas_karras}). */
  KARRAS("Karras"),
  /** Evenly spaced in log sigma (k-diffusion {@code get_sigmas_exponential}). */
  EXPONENTIAL("Exponential"),
  /**
   * Evenly spaced timesteps T - 1 to 0 without the last (stability-ai generative-models {@code
   * LegacyDDPMDiscretization}; A1111 {@code sd_schedulers.py sgm_uniform}).
   */
  SGM_UNIFORM("SGM Uniform"),
  /** Evenly spaced timesteps T - 1 to 0 (k-diffusion {@code DiscreteSchedule.get_sigmas}). */
  UNIFORM("Uniform"),
  /** Every (T / steps)-th training sigma (A1111 {@code sd_schedulers.py simple_scheduler}). */
  SIMPLE("Simple"),
  /** Quantiles of Beta(0.6, 0.6) between the sigmas' ends (Lee et al. 2024). */
  BETA("Beta");

  private final String displayName;

  ScheduleKind(String displayName) {
    this.displayName = displayName;
  }

  /** A1111's name, for example {@code SGM Uniform}. */
  public String displayName() {
    return displayName;
  }

  /**
   * The schedule of that name: A1111's or this enum's, without regard to case, spaces, underscores
   * and hyphens; {@code normal} is {@link #UNIFORM}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static ScheduleKind ofName(String name) {
    return Names.SCHEDULES.find(name);
  }
}
