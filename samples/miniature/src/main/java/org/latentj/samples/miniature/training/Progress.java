package org.latentj.samples.miniature.training;

import java.time.Duration;
import java.util.Locale;

/** Prints how far a part of the training is, and how long it will take. */
final class Progress {
  private static final double SMOOTHING = 0.98;
  private static final int EVERY = 50;

  private final String what;
  private final int total;
  private final int first;
  private final long begun = System.nanoTime();
  private double loss = Double.NaN;

  /**
   * Begins.
   *
   * @param first steps taken in earlier runs
   */
  Progress(String what, int first, int total) {
    this.what = what;
    this.first = first;
    this.total = total;
  }

  /** Notes that step {@code step}, counted from 1, is done. */
  void done(int step, double value, double gradientNorm) {
    loss = Double.isNaN(loss) ? value : SMOOTHING * loss + (1 - SMOOTHING) * value;
    if (step % EVERY == 0 || step == total) {
      double each = (System.nanoTime() - begun) * 1e-9 / (step - first);
      System.out.printf(
          Locale.ROOT,
          "%s %d/%d  loss %.5f  gradient %.3f  %.3f s a step  %s left%n",
          what,
          step,
          total,
          loss,
          gradientNorm,
          each,
          time(each * (total - step)));
    }
  }

  static String time(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(seconds));
    return "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }
}
