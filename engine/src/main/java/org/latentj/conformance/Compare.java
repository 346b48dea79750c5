package org.latentj.conformance;

import org.latentj.tensor.FloatTensor;

/** Differences of computed values to their references. */
final class Compare {
  private Compare() {}

  /** Floats; fails on unequal shapes. */
  static Deviation floats(String what, FloatTensor actual, FloatTensor expected, double limit) {
    if (!actual.shape().equals(expected.shape())) {
      throw new IllegalArgumentException(
          "expected %s of shape %s but got %s".formatted(what, expected.shape(), actual.shape()));
    }
    return new Deviation(what, actual.maxAbsDifference(expected), limit);
  }

  /** Numbers; fails on unequal lengths. */
  static Deviation numbers(String what, double[] actual, double[] expected, double limit) {
    if (actual.length != expected.length) {
      throw new IllegalArgumentException(
          "expected %d %s but got %d".formatted(expected.length, what, actual.length));
    }
    double largest = 0;
    for (int i = 0; i < actual.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      // Math.max keeps a NaN.
      largest = Math.max(largest, actual[i] == expected[i] ? 0 : difference);
    }
    return new Deviation(what, largest, limit);
  }

  /** How many whole numbers differ; none may. Numbers beyond the shorter array's end count. */
  static Deviation exact(String what, int[] actual, int[] expected) {
    int wrong = Math.abs(actual.length - expected.length);
    for (int i = 0; i < Math.min(actual.length, expected.length); i++) {
      wrong += actual[i] == expected[i] ? 0 : 1;
    }
    return new Deviation(what, wrong, 0);
  }
}
