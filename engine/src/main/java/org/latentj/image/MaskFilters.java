package org.latentj.image;

/**
 * Separable filters on float planes. Each computes rows, transposes, computes the former columns
 * and transposes back. Arguments are not modified.
 */
final class MaskFilters {
  private MaskFilters() {}

  /** Turns one line of a plane into another of the same length. */
  private interface LineFilter {
    void apply(float[] in, float[] out);
  }

  /**
   * Gaussian blur with a kernel of 2 * floor(2.5 sigma + 0.5) + 1 samples, mirrored at the borders
   * without repeating the border pixel: A1111's {@code modules/processing.py}, which calls OpenCV's
   * {@code GaussianBlur}, in floats instead of bytes.
   */
  static float[] gaussian(float[] plane, int width, int height, double sigma) {
    if (!(sigma >= 0 && sigma <= 1000)) {
      throw new IllegalArgumentException(
          "expected a blur sigma from 0 to 1000 pixels but got " + sigma);
    }
    int radius = (int) (2.5 * sigma + 0.5);
    if (radius == 0) {
      return plane.clone();
    }
    double[] kernel = new double[2 * radius + 1];
    double sum = 0;
    for (int k = -radius; k <= radius; k++) {
      kernel[k + radius] = StrictMath.exp(-k * k / (2 * sigma * sigma));
      sum += kernel[k + radius];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    return bothAxes(plane, width, height, (in, out) -> convolve(in, out, kernel));
  }

  /**
   * Convolution with a triangle that reaches {@code radius} samples to either side; border samples
   * are repeated. Linear whatever the radius: two running sums over {@code radius + 1} samples, in
   * units of 2^-32 because sums of floats would leave traces where the mask is 0.
   */
  static float[] triangle(float[] plane, int width, int height, int radius) {
    requireRadius(radius);
    return bothAxes(plane, width, height, (in, out) -> triangle(in, out, radius));
  }

  private static void triangle(float[] in, float[] out, int radius) {
    long[] units = new long[in.length + 2 * radius];
    for (int i = 0; i < units.length; i++) {
      units[i] = (long) (in[Math.max(0, Math.min(in.length - 1, i - radius))] * 0x1p32);
    }
    long[] once = runningSums(units, radius + 1);
    long[] twice = runningSums(once, radius + 1);
    double whole = 0x1p32 * (radius + 1) * (radius + 1);
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (twice[i] / whole);
    }
  }

  /** The sums of every {@code length} successive values. */
  private static long[] runningSums(long[] in, int length) {
    long[] sums = new long[in.length - length + 1];
    long sum = 0;
    for (int i = 0; i < in.length; i++) {
      sum += in[i];
      if (i >= length - 1) {
        sums[i - length + 1] = sum;
        sum -= in[i - length + 1];
      }
    }
    return sums;
  }

  /** Greatest value of the square of {@code 2 * radius + 1} samples around each. */
  static float[] dilate(float[] plane, int width, int height, int radius) {
    requireRadius(radius);
    return bothAxes(plane, width, height, (in, out) -> slidingMaximum(in, out, radius));
  }

  private static void convolve(float[] in, float[] out, double[] kernel) {
    int radius = kernel.length / 2;
    double[] mirrored = new double[in.length + 2 * radius];
    for (int i = 0; i < mirrored.length; i++) {
      mirrored[i] = in[mirror(i - radius, in.length)];
    }
    for (int i = 0; i < in.length; i++) {
      double sum = 0;
      for (int k = 0; k < kernel.length; k++) {
        sum += kernel[k] * mirrored[i + k];
      }
      out[i] = clampToUnit(sum);
    }
  }

  private static int mirror(int index, int length) {
    if (length == 1) {
      return 0;
    }
    int period = 2 * (length - 1);
    int phase = Math.floorMod(index, period);
    return Math.min(phase, period - phase);
  }

  /** A queue of falling candidates makes this linear whatever the radius. */
  private static void slidingMaximum(float[] in, float[] out, int radius) {
    int[] candidates = new int[in.length];
    int head = 0;
    int tail = 0;
    int next = 0;
    for (int i = 0; i < in.length; i++) {
      for (; next < in.length && next <= (long) i + radius; next++) {
        while (tail > head && in[candidates[tail - 1]] <= in[next]) {
          tail--;
        }
        candidates[tail++] = next;
      }
      while (candidates[head] < i - radius) {
        head++;
      }
      out[i] = in[candidates[head]];
    }
  }

  /** Rounding may carry a sum of weights beyond 1 by one bit. */
  private static float clampToUnit(double value) {
    return (float) Math.max(0, Math.min(1, value));
  }

  private static float[] bothAxes(float[] plane, int width, int height, LineFilter filter) {
    float[] rows = eachRowTransposed(plane, width, height, filter);
    return eachRowTransposed(rows, height, width, filter);
  }

  private static float[] eachRowTransposed(
      float[] plane, int width, int height, LineFilter filter) {
    float[] transposed = new float[plane.length];
    float[] in = new float[width];
    float[] out = new float[width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(plane, y * width, in, 0, width);
      filter.apply(in, out);
      for (int x = 0; x < width; x++) {
        transposed[x * height + y] = out[x];
      }
    }
    return transposed;
  }

  private static void requireRadius(int radius) {
    if (radius < 0 || radius > 10_000) {
      throw new IllegalArgumentException(
          "expected a radius from 0 to 10000 pixels but got " + radius);
    }
  }
}
