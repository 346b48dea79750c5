package org.latentj.image;

/**
 * Which old samples, and how much of each, make up every new sample of one axis. Matches {@code
 * precompute_coeffs} of Pillow's {@code libImaging/Resample.c}.
 *
 * @param first for each new sample the first old one
 * @param weights for each new sample the weights of the old ones from there on; their sum is 1
 */
record ResampleTaps(int[] first, double[][] weights) {

  static ResampleTaps of(int oldSize, int newSize, ResampleFilter filter) {
    double scale = (double) oldSize / newSize;
    double stretch = Math.max(1, scale);
    double support = filter.support() * stretch;
    int[] first = new int[newSize];
    double[][] weights = new double[newSize][];
    for (int i = 0; i < newSize; i++) {
      double center = (i + 0.5) * scale;
      int from = Math.max(0, (int) (center - support + 0.5));
      int to = Math.min(oldSize, (int) (center + support + 0.5));
      first[i] = from;
      weights[i] = new double[to - from];
      double sum = 0;
      for (int k = from; k < to; k++) {
        double w = filter.weight((k - center + 0.5) * (1 / stretch));
        weights[i][k - from] = w;
        sum += w;
      }
      for (int k = 0; k < weights[i].length && sum != 0; k++) {
        weights[i][k] /= sum;
      }
    }
    return new ResampleTaps(first, weights);
  }

  /** The weights in units of 2^-bits, rounded, as Pillow computes 8-bit pictures. */
  int[][] fixedPoint(int bits) {
    int[][] fixed = new int[weights.length][];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = new int[weights[i].length];
      for (int k = 0; k < fixed[i].length; k++) {
        double w = weights[i][k] * (1 << bits);
        fixed[i][k] = (int) (w < 0 ? w - 0.5 : w + 0.5);
      }
    }
    return fixed;
  }
}
