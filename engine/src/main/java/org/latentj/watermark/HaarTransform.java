package org.latentj.watermark;

/**
 * One level of the two-dimensional Haar wavelet transform of a plane with even sides, with the
 * roundings of PyWavelets' {@code dwt2} and {@code idwt2} in double precision: the watermark counts
 * on the floor of what comes out, and whole numbers come out a little above or below.
 *
 * @param width of each band, half the plane's
 * @param height of each band
 * @param low means over 2x2 samples, times 2; row by row
 * @param alongY differences between rows
 * @param alongX differences between columns
 * @param diagonal differences of both
 */
record HaarTransform(
    int width, int height, double[] low, double[] alongY, double[] alongX, double[] diagonal) {
  private static final double S = 0.70710678118654752440;

  /**
   * The transform.
   *
   * @param plane at least {@code rows} rows of {@code stride} samples
   * @param columns samples of each row that are transformed; even
   * @param rows even
   */
  static HaarTransform of(int[] plane, int stride, int columns, int rows) {
    int width = columns / 2;
    int height = rows / 2;
    HaarTransform bands =
        new HaarTransform(
            width,
            height,
            new double[width * height],
            new double[width * height],
            new double[width * height],
            new double[width * height]);
    for (int i = 0; i < width * height; i++) {
      int at = 2 * (i / width) * stride + 2 * (i % width);
      double left = sum(plane[at], plane[at + stride]);
      double right = sum(plane[at + 1], plane[at + 1 + stride]);
      double leftStep = difference(plane[at], plane[at + stride]);
      double rightStep = difference(plane[at + 1], plane[at + 1 + stride]);
      bands.low[i] = sum(left, right);
      bands.alongX[i] = difference(left, right);
      bands.alongY[i] = sum(leftStep, rightStep);
      bands.diagonal[i] = difference(leftStep, rightStep);
    }
    return bands;
  }

  /**
   * The inverse, into the plane that {@link #of} took, with fractions cut off as a conversion to
   * bytes cuts them.
   *
   * @param rowSteps what is taken for the differences between rows
   * @param columnSteps what is taken for the differences between columns
   */
  void into(int[] plane, int stride, double[] rowSteps, double[] columnSteps) {
    for (int i = 0; i < low.length; i++) {
      int at = 2 * (i / width) * stride + 2 * (i % width);
      double left = S * low[i] + S * columnSteps[i];
      double right = S * low[i] - S * columnSteps[i];
      double leftStep = S * rowSteps[i] + S * diagonal[i];
      double rightStep = S * rowSteps[i] - S * diagonal[i];
      plane[at] = cut(S * left + S * leftStep);
      plane[at + 1] = cut(S * right + S * rightStep);
      plane[at + stride] = cut(S * left - S * leftStep);
      plane[at + 1 + stride] = cut(S * right - S * rightStep);
    }
  }

  /** The later sample comes first, as in a convolution; that decides how the sum rounds. */
  private static double sum(double first, double second) {
    return S * second + S * first;
  }

  private static double difference(double first, double second) {
    return -S * second + S * first;
  }

  private static int cut(double value) {
    return (int) Math.max(0, Math.min(255, value));
  }
}
