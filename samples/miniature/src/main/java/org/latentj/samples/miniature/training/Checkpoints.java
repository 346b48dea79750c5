package org.latentj.samples.miniature.training;

import java.io.IOException;

/** Hears of a training whenever its state was saved. */
@FunctionalInterface
interface Checkpoints {
  /** Called after {@code step} steps, counted from 1. */
  void after(int step) throws IOException;
}
