package org.latentj.image;

/**
 * Pillow's {@code ImageFilter.GaussianBlur}: three box blurs of fractional radius along each axis,
 * in 8.24 fixed point ({@code libImaging/BoxBlur.c}; Gwosdek et al., Theoretical Foundations of
 * Gaussian Convolution by Extended Box Filtering, 2011). Linear in pixels whatever the radius.
 */
final class BoxGaussian {
  private static final int PASSES = 3;

  private BoxGaussian() {}

  /**
   * Blurs one plane of values from 0 to 255; borders are repeated.
   *
   * @param plane {@code width * height} values; not modified
   * @param sigma standard deviation in pixels
   */
  static int[] blur(int[] plane, int width, int height, float sigma) {
    if (sigma == 0) {
      return plane.clone();
    }
    float radius = boxRadius(sigma);
    return eachRowTransposed(
        eachRowTransposed(plane, width, height, radius), height, width, radius);
  }

  /** The radius of a box of which three have the variance of the Gaussian; equations 7, 11, 14. */
  static float boxRadius(float sigma) {
    float variance = sigma * sigma / PASSES;
    float length = (float) Math.sqrt(12.0 * variance + 1.0);
    float whole = (float) Math.floor((length - 1.0) / 2.0);
    float fraction = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
    fraction /= 6 * (variance - (whole + 1) * (whole + 1));
    return whole + fraction;
  }

  private static int[] eachRowTransposed(int[] plane, int width, int height, float radius) {
    int[] transposed = new int[plane.length];
    int[] line = new int[width];
    int[] blurred = new int[width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(plane, y * width, line, 0, width);
      for (int pass = 0; pass < PASSES; pass++) {
        boxBlur(line, blurred, radius);
        int[] swap = line;
        line = blurred;
        blurred = swap;
      }
      for (int x = 0; x < width; x++) {
        transposed[x * height + y] = line[x];
      }
    }
    return transposed;
  }

  private static void boxBlur(int[] in, int[] out, float floatRadius) {
    int radius = (int) floatRadius;
    int inner = (int) ((float) (1 << 24) / (floatRadius * 2 + 1));
    int edge = ((1 << 24) - (radius * 2 + 1) * inner) / 2;
    int last = in.length - 1;
    int sum = 0;
    for (int k = -radius; k <= radius; k++) {
      sum += in[Math.max(0, Math.min(last, k))];
    }
    for (int i = 0; i <= last; i++) {
      int before = in[Math.max(0, i - radius - 1)];
      int after = in[Math.min(last, i + radius + 1)];
      // The product needs 32 bits without a sign, hence the unsigned shift.
      out[i] = sum * inner + (before + after) * edge + (1 << 23) >>> 24;
      sum += after - in[Math.max(0, i - radius)];
    }
  }
}
