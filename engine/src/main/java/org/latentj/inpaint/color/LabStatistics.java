package org.latentj.inpaint.color;

import org.latentj.inpaint.pixels.Planes;

/**
 * Mean and standard deviation of L*, a* and b*.
 *
 * @param count pixels measured
 */
record LabStatistics(int count, double[] mean, double[] deviation) {

  /** Of the pixels where the mask is 0. */
  static LabStatistics of(Planes rgb, float[] mask) {
    int count = 0;
    double[] sum = new double[3];
    double[] squares = new double[3];
    double[] lab = new double[3];
    for (int i = 0; i < mask.length; i++) {
      if (mask[i] == 0) {
        read(rgb, i, lab);
        count++;
        for (int k = 0; k < 3; k++) {
          sum[k] += lab[k];
          squares[k] += lab[k] * lab[k];
        }
      }
    }
    for (int k = 0; k < 3; k++) {
      sum[k] /= Math.max(1, count);
      squares[k] = Math.sqrt(Math.max(0, squares[k] / Math.max(1, count) - sum[k] * sum[k]));
    }
    return new LabStatistics(count, sum, squares);
  }

  static void read(Planes rgb, int pixel, double[] lab) {
    for (int c = 0; c < 3; c++) {
      lab[c] = rgb.channel(c)[pixel];
    }
    Lab.fromRgb(lab);
  }
}
