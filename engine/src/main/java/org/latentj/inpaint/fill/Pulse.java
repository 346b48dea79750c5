package org.latentj.inpaint.fill;

import java.util.function.BooleanSupplier;
import org.latentj.request.GenerationCancelledException;

/** Ends a fill when its user wants it to end. */
final class Pulse {
  /** A question may cost more than a pixel: only every so many are asked. */
  private static final int STRIDE = 256;

  private final BooleanSupplier cancelled;
  private int count;

  Pulse(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /** For loops of pixels. */
  void tick() {
    if (++count % STRIDE == 0) {
      check();
    }
  }

  void check() {
    if (cancelled.getAsBoolean()) {
      throw new GenerationCancelledException("within the fill");
    }
  }
}
