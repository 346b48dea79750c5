package org.latentj.runtime;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * How far a picture's group norm statistics are from a sample's under the same normalisation.
 *
 * @param values (norms, 2, groups): what to add to the sample's means, and what to multiply its
 *     variances by
 */
record StatisticsCorrection(FloatTensor values) {
  /** A group that hardly varies in the sample says little of how it varies elsewhere. */
  private static final float MOST = 100;

  private static final float TINY = 1e-12f;

  /** The sample as it is. */
  static StatisticsCorrection none(int norms, int groups) {
    FloatTensor values = FloatTensor.zeros(Shape.of(norms, 2, groups));
    for (int i = 0; i < values.data().length; i++) {
      values.data()[i] = i / groups % 2;
    }
    return new StatisticsCorrection(values);
  }

  /**
   * The correction that follows from a measurement.
   *
   * @param used what was normalised by: the sample's statistics with this correction
   * @param measured the picture's statistics where it is normalised by these
   */
  StatisticsCorrection after(FloatTensor used, FloatTensor measured) {
    int groups = values.shape().size(2);
    FloatTensor next = FloatTensor.zeros(values.shape());
    for (int i = 0; i < next.data().length; i++) {
      boolean variance = i / groups % 2 == 1;
      float ratio = measured.data()[i] / Math.max(used.data()[i], TINY);
      next.data()[i] =
          variance
              ? Math.min(Math.max(values.data()[i] * ratio, 1 / MOST), MOST)
              : values.data()[i] + measured.data()[i] - used.data()[i];
    }
    return new StatisticsCorrection(next);
  }
}
