package org.latentj.benchmark;

import org.latentj.tensor.FloatTensor;

/**
 * How far values are from those they should be.
 *
 * @param largest the largest absolute difference; NaN if there is a NaN on either side
 * @param relative the root of the mean square of the differences over that of the reference; NaN or
 *     infinite if either side has such values
 */
record Disagreement(double largest, double relative) {

  /** Compares values of one shape. */
  static Disagreement of(FloatTensor actual, FloatTensor reference) {
    double largest = actual.maxAbsDifference(reference);
    double differences = 0;
    double size = 0;
    for (int i = 0; i < reference.data().length; i++) {
      double expected = reference.data()[i];
      double difference = actual.data()[i] - expected;
      differences += difference * difference;
      size += expected * expected;
    }
    // Of zeros, anything but zeros is infinitely far away.
    return new Disagreement(largest, differences == 0 ? 0 : Math.sqrt(differences / size));
  }

  /** Whether the relative difference is no more than that; never for NaN. */
  boolean within(double tolerance) {
    return relative <= tolerance;
  }
}
