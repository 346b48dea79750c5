package org.latentj.noise;

import org.latentj.tensor.FloatTensor;

/** Spherical interpolation between two noises, as webui's {@code modules/rng.py: slerp}. */
final class Slerp {
  /** Above this mean cosine the two noises count as parallel. */
  private static final double PARALLEL = 0.9995;

  private Slerp() {}

  /**
   * Turns {@code low} towards {@code high}. Each column (the values of one image that differ in H
   * only) is a vector of its own; that is webui's choice, and part of its pictures.
   *
   * @param amount 0 to 1; 0 gives {@code low}, 1 gives {@code high}
   * @param low of shape (C, H, W); not modified
   * @param high of the same shape; not modified
   * @return a new tensor of that shape. If the columns are parallel on average the result is {@code
   *     low * amount + high * (1 - amount)}: webui swaps the ends there
   */
  static FloatTensor between(double amount, FloatTensor low, FloatTensor high) {
    int height = low.shape().size(1);
    int width = low.shape().size(2);
    double[] cosines = cosines(low, high);
    boolean parallel = mean(cosines) > PARALLEL;
    FloatTensor out = FloatTensor.zeros(low.shape());
    for (int i = 0; i < out.data().length; i++) {
      double omega = Math.acos(cosines[i / (height * width) * width + i % width]);
      double a = low.data()[i];
      double b = high.data()[i];
      double sine = Math.sin(omega);
      // Webui divides by zero where a single column is parallel; a straight line is the limit.
      out.data()[i] =
          (float)
              (parallel
                  ? a * amount + b * (1 - amount)
                  : sine < 1e-9
                      ? a * (1 - amount) + b * amount
                      : (Math.sin((1 - amount) * omega) * a + Math.sin(amount * omega) * b) / sine);
    }
    return out;
  }

  /** The cosine between the two columns at each (C, W). */
  private static double[] cosines(FloatTensor low, FloatTensor high) {
    int height = low.shape().size(1);
    int width = low.shape().size(2);
    double[] out = new double[low.shape().size(0) * width];
    for (int column = 0; column < out.length; column++) {
      int start = column / width * height * width + column % width;
      double dot = 0;
      double lowSquare = 0;
      double highSquare = 0;
      for (int y = 0; y < height; y++) {
        double a = low.data()[start + y * width];
        double b = high.data()[start + y * width];
        dot += a * b;
        lowSquare += a * a;
        highSquare += b * b;
      }
      double cosine = dot / Math.sqrt(lowSquare * highSquare);
      out[column] = Math.max(-1, Math.min(1, cosine));
    }
    return out;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
