package org.latentj.samples.miniature.evaluation.report;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Says every few seconds how far long work is and when it will be done. */
public final class Remaining {
  private static final long PAUSE = 5_000_000_000L;
  private static final double SECOND = 1e9;
  private static final int MINUTE = 60;

  private final PrintStream out;
  private final String what;
  private final int all;
  private final LongSupplier nanoTime;
  private final long begun;
  private long said;
  private int done;

  /**
   * Begins now.
   *
   * @param out usually standard error
   * @param all parts to do, at least 1
   */
  public Remaining(PrintStream out, String what, int all) {
    this(out, what, all, System::nanoTime);
  }

  Remaining(PrintStream out, String what, int all, LongSupplier nanoTime) {
    this.out = out;
    this.what = what;
    this.all = all;
    this.nanoTime = nanoTime;
    begun = nanoTime.getAsLong();
    said = begun;
  }

  /** To be called after every part. */
  public void step() {
    done++;
    long now = nanoTime.getAsLong();
    if (now - said >= PAUSE || done == all) {
      said = now;
      double left = (now - begun) / SECOND / done * (all - done);
      out.println("%s: %d of %d, %s left".formatted(what, done, all, time(left)));
    }
  }

  private static String time(double seconds) {
    long rounded = Math.round(seconds);
    return "%d:%02d".formatted(rounded / MINUTE, rounded % MINUTE);
  }
}
