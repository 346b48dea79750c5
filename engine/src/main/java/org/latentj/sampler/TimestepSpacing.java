package org.latentj.sampler;

import java.util.Locale;

/** Which training timesteps a run visits (Lin et al. 2023, table 2), by diffusers' names. */
public enum TimestepSpacing {
  /** Multiples of T / steps plus an offset; the first is well below T - 1. */
  LEADING,
  /** Evenly from T - 1 to 0, both included. */
  LINSPACE,
  /** Down from T - 1 in steps of T / steps; the last is above 0. */
  TRAILING;

  /** The name in diffusers' {@code timestep_spacing}, for example {@code leading}. */
  public String diffusersName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The spacing of that name, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static TimestepSpacing ofName(String name) {
    for (TimestepSpacing spacing : values()) {
      if (spacing.name().equalsIgnoreCase(name.strip())) {
        return spacing;
      }
    }
    throw new IllegalArgumentException(
        "expected timestep spacing leading, linspace or trailing but got \"" + name + "\"");
  }
}
