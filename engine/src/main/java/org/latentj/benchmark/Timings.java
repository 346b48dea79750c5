package org.latentj.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Durations of the same work, in seconds.
 *
 * @param seconds one for each timed repetition, at least one
 */
record Timings(List<Double> seconds) {

  Timings {
    seconds = seconds.stream().sorted().toList();
    if (seconds.isEmpty()) {
      throw new IllegalArgumentException("expected a duration or more but got none");
    }
  }

  /** Runs {@code work} {@code warmUp} times for nothing, then {@code repetitions} times. */
  static Timings of(int warmUp, int repetitions, Runnable work) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < warmUp + repetitions; i++) {
      long begun = System.nanoTime();
      work.run();
      if (i >= warmUp) {
        seconds.add((System.nanoTime() - begun) * 1e-9);
      }
    }
    return new Timings(seconds);
  }

  double median() {
    int middle = seconds.size() / 2;
    return seconds.size() % 2 == 1
        ? seconds.get(middle)
        : (seconds.get(middle - 1) + seconds.get(middle)) / 2;
  }

  /** For example {@code 2.13 s (2.11..2.20)}. */
  @Override
  public String toString() {
    String median = text(median()) + " s";
    return seconds.size() == 1
        ? median
        : median + " (" + text(seconds.get(0)) + ".." + text(seconds.get(seconds.size() - 1)) + ")";
  }

  /** Three significant digits without an exponent. */
  static String text(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : value >= 0.1 ? 3 : 4;
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
