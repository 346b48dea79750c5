package org.latentj.runtime;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** Pools means and variances of parts to those of the whole, in double precision. */
final class PooledStatistics {
  private final Shape shape;
  private final double[] means;
  private final double[] squares;
  private double weight;

  /**
   * Nothing pooled yet.
   *
   * @param shape (norms, 2, groups)
   */
  PooledStatistics(Shape shape) {
    this.shape = shape;
    int count = shape.size(0) * shape.size(2);
    means = new double[count];
    squares = new double[count];
  }

  /**
   * Adds a part.
   *
   * @param statistics (norms, 2, groups): means, then variances
   * @param area its share of the whole, in any unit
   */
  void add(FloatTensor statistics, double area) {
    int groups = shape.size(2);
    for (int i = 0; i < means.length; i++) {
      int at = i / groups * 2 * groups + i % groups;
      double mean = statistics.data()[at];
      means[i] += area * mean;
      squares[i] += area * (statistics.data()[at + groups] + mean * mean);
    }
    weight += area;
  }

  /** Means and variances of all parts together. */
  FloatTensor pooled() {
    int groups = shape.size(2);
    FloatTensor out = FloatTensor.zeros(shape);
    for (int i = 0; i < means.length; i++) {
      int at = i / groups * 2 * groups + i % groups;
      double mean = means[i] / weight;
      out.data()[at] = (float) mean;
      out.data()[at + groups] = (float) Math.max(0, squares[i] / weight - mean * mean);
    }
    return out;
  }
}
