package org.latentj.samples.miniature.training;

import java.util.SplittableRandom;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** Random numbers that follow from the seed and what they are for, whatever was drawn before. */
final class Draws {
  private static final long STREAM = 0x9e3779b97f4a7c15L;
  private static final long ITEM = 0xbf58476d1ce4e5b9L;

  private Draws() {}

  /**
   * A generator of its own.
   *
   * @param stream which use
   * @param item which step or example of it
   */
  static SplittableRandom of(long seed, int stream, long item) {
    return new SplittableRandom(seed + STREAM * (stream + 1) + ITEM * (item + 1)).split();
  }

  /** Unit Gaussian noise. */
  static FloatTensor normal(Shape shape, SplittableRandom random) {
    FloatTensor noise = FloatTensor.zeros(shape);
    for (int i = 0; i < noise.data().length; i++) {
      noise.data()[i] = (float) random.nextGaussian();
    }
    return noise;
  }
}
