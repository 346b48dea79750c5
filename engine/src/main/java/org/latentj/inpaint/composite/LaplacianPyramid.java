package org.latentj.inpaint.composite;

/** Multiresolution splines (Burt and Adelson, A Multiresolution Spline, 1983) on one plane. */
final class LaplacianPyramid {
  private static final float[] KERNEL = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};
  private static final int LEAST_SIDE = 8;
  private static final int MOST_LEVELS = 6;

  private LaplacianPyramid() {}

  /**
   * Mixes each octave by the mask, blurred to its scale.
   *
   * @param mask 1 takes {@code b}, 0 takes {@code a}
   */
  static float[] blend(float[] a, float[] b, float[] mask, int width, int height) {
    return blend(a, b, mask, width, height, MOST_LEVELS);
  }

  private static float[] blend(
      float[] a, float[] b, float[] mask, int width, int height, int levels) {
    if (levels == 0 || Math.min(width, height) < 2 * LEAST_SIDE) {
      return mix(a, b, mask);
    }
    int w = (width + 1) / 2;
    int h = (height + 1) / 2;
    float[] smallA = reduce(a, width, height);
    float[] smallB = reduce(b, width, height);
    float[] coarse = blend(smallA, smallB, reduce(mask, width, height), w, h, levels - 1);
    float[] out = expand(coarse, w, h, width, height);
    float[] detail =
        mix(
            difference(a, expand(smallA, w, h, width, height)),
            difference(b, expand(smallB, w, h, width, height)),
            mask);
    for (int i = 0; i < out.length; i++) {
      out[i] += detail[i];
    }
    return out;
  }

  private static float[] mix(float[] a, float[] b, float[] mask) {
    float[] out = new float[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] + mask[i] * (b[i] - a[i]);
    }
    return out;
  }

  private static float[] difference(float[] a, float[] b) {
    float[] out = new float[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] - b[i];
    }
    return out;
  }

  /** Half the size, rounded up: every other pixel of the plane blurred. */
  static float[] reduce(float[] plane, int width, int height) {
    return reduceRows(reduceRows(plane, width, height), height, (width + 1) / 2);
  }

  /** Halves the rows' length and transposes. */
  private static float[] reduceRows(float[] plane, int width, int height) {
    int w = (width + 1) / 2;
    float[] out = new float[w * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < w; x++) {
        float sum = 0;
        for (int k = -2; k <= 2; k++) {
          int at = Math.max(0, Math.min(width - 1, 2 * x + k));
          sum += KERNEL[k + 2] * plane[y * width + at];
        }
        out[x * height + y] = sum;
      }
    }
    return out;
  }

  /** To twice the size, or one less. */
  static float[] expand(float[] plane, int width, int height, int newWidth, int newHeight) {
    return expandRows(expandRows(plane, width, height, newWidth), height, newWidth, newHeight);
  }

  /** Doubles the rows' length and transposes. */
  private static float[] expandRows(float[] plane, int width, int height, int newWidth) {
    float[] out = new float[newWidth * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < newWidth; x++) {
        int at = y * width + x / 2;
        float here = plane[at];
        float before = x / 2 > 0 ? plane[at - 1] : here;
        float after = x / 2 < width - 1 ? plane[at + 1] : here;
        out[x * height + y] = x % 2 == 0 ? (before + 6 * here + after) / 8 : (here + after) / 2;
      }
    }
    return out;
  }
}
