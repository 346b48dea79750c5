package org.latentj.imagej.command;

import org.latentj.imagej.options.Defaults;

/** Checks sizes that users give. */
final class Sides {
  private static final int MIN_SIDE = 8;

  private Sides() {}

  static void check(String what, int pixels) {
    if (pixels != 0 && (pixels < MIN_SIDE || pixels > Defaults.MAX_SIDE)) {
      throw new IllegalArgumentException(
          "expected a %s of 0 (the model's own) or from %d to %d pixels but got %d"
              .formatted(what, MIN_SIDE, Defaults.MAX_SIDE, pixels));
    }
  }

  /**
   * Checks that a number lies within its range.
   *
   * @throws IllegalArgumentException if not, NaN included
   */
  static void checkRange(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "expected %s from %s to %s but got %s"
              .formatted(what, plain(least), plain(most), plain(value)));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
