package org.latentj.samples.miniature.evaluation.report;

import java.util.stream.IntStream;

/**
 * An axis of a plot.
 *
 * @param label what it shows, with its unit
 * @param from its beginning, a tick
 * @param to its end
 * @param step between ticks, above 0
 */
public record Axis(String label, double from, double to, double step) {
  /** Checks the range. */
  public Axis {
    if (!(from < to && step > 0)) {
      throw new IllegalArgumentException(
          "expected an ascending range and steps above 0 but got %s to %s by %s"
              .formatted(from, to, step));
    }
  }

  /** How far along the axis a value is, 0 to 1 on the axis. */
  double share(double value) {
    return (value - from) / (to - from);
  }

  double[] ticks() {
    // A little more than the end, lest rounding loses the last tick.
    int count = (int) ((to - from) / step + 1e-6);
    return IntStream.rangeClosed(0, count).mapToDouble(i -> from + i * step).toArray();
  }

  /** A number without a needless fraction. */
  static String text(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
