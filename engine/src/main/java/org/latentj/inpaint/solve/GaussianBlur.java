package org.latentj.inpaint.solve;

/**
 * Gaussian blur of planes of floats by three box blurs of fractional width along each axis (Gwosdek
 * et al. 2011); linear in pixels whatever the width, border pixels repeated.
 */
public final class GaussianBlur {
  private static final int PASSES = 3;

  private GaussianBlur() {}

  /**
   * Blurs.
   *
   * @param plane {@code width * height} values, row-major; not modified
   * @param sigma standard deviation in pixels, 0 or more
   */
  public static float[] blur(float[] plane, int width, int height, double sigma) {
    if (sigma == 0) {
      return plane.clone();
    }
    return rowsTransposed(rowsTransposed(plane, width, height, sigma), height, width, sigma);
  }

  private static float[] rowsTransposed(float[] plane, int width, int height, double sigma) {
    double reach = reach(sigma);
    float[] out = new float[plane.length];
    double[] line = new double[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        line[x] = plane[y * width + x];
      }
      for (int pass = 0; pass < PASSES; pass++) {
        line = box(line, reach);
      }
      for (int x = 0; x < width; x++) {
        out[x * height + y] = (float) line[x];
      }
    }
    return out;
  }

  /** The reach of a box of which three have the variance of the Gaussian; eq. 7, 11 and 14. */
  private static double reach(double sigma) {
    double variance = sigma * sigma / PASSES;
    double whole = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
    double part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
    return whole + part / (6 * (variance - (whole + 1) * (whole + 1)));
  }

  private static double[] box(double[] in, double reach) {
    int whole = (int) reach;
    double part = reach - whole;
    int last = in.length - 1;
    double[] sums = new double[in.length + 1];
    for (int i = 0; i <= last; i++) {
      sums[i + 1] = sums[i] + in[i];
    }
    double[] out = new double[in.length];
    for (int i = 0; i <= last; i++) {
      int from = i - whole;
      int to = i + whole;
      double sum = sums[Math.min(last, to) + 1] - sums[Math.max(0, from)];
      sum += Math.max(0, -from) * in[0] + Math.max(0, to - last) * in[last];
      sum += part * (in[Math.max(0, from - 1)] + in[Math.min(last, to + 1)]);
      out[i] = sum / (2 * reach + 1);
    }
    return out;
  }
}
