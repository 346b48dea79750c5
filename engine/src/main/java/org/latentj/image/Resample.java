package org.latentj.image;

/**
 * Resizes planes of floats and interleaved bytes as Pillow does ({@code libImaging/Resample.c};
 * {@code ImagingScaleAffine} of {@code Geometry.c} for nearest): first along x, then along y.
 */
public final class Resample {
  /** Pillow's PRECISION_BITS: 32 less 8 for the sample and 2 for overshoot. */
  private static final int FIXED_POINT_BITS = 22;

  private Resample() {}

  /**
   * Resizes one plane. Filters with negative lobes may overshoot the range of the input.
   *
   * @param plane {@code width * height} values, row-major; not modified
   * @return a new array of {@code newWidth * newHeight} values
   * @throws IllegalArgumentException if a size is below 1 or does not fit the array
   */
  public static float[] floats(
      float[] plane, int width, int height, int newWidth, int newHeight, ResampleFilter filter) {
    requireSizes(plane.length, 1, width, height, newWidth, newHeight);
    if (filter == ResampleFilter.NEAREST) {
      return nearest(plane, width, height, newWidth, newHeight);
    }
    float[] wide =
        newWidth == width
            ? plane.clone()
            : alongX(plane, width, height, ResampleTaps.of(width, newWidth, filter));
    return newHeight == height
        ? wide
        : alongY(wide, newWidth, ResampleTaps.of(height, newHeight, filter));
  }

  /**
   * Resizes interleaved 8-bit samples, bit for bit as Pillow.
   *
   * @param pixels {@code channels * width * height} unsigned bytes, HWC; not modified
   * @return a new array of {@code channels * newWidth * newHeight} bytes
   */
  static byte[] bytes(
      byte[] pixels,
      int channels,
      int width,
      int height,
      int newWidth,
      int newHeight,
      ResampleFilter filter) {
    requireSizes(pixels.length, channels, width, height, newWidth, newHeight);
    if (filter == ResampleFilter.NEAREST) {
      return nearestBytes(pixels, channels, width, height, newWidth, newHeight);
    }
    byte[] wide = pixels.clone();
    if (newWidth != width) {
      wide = new byte[channels * newWidth * height];
      ResampleTaps taps = ResampleTaps.of(width, newWidth, filter);
      int[][] weights = taps.fixedPoint(FIXED_POINT_BITS);
      for (int i = 0; i < wide.length; i++) {
        int x = i / channels % newWidth;
        int y = i / channels / newWidth;
        int start = channels * (y * width + taps.first()[x]) + i % channels;
        wide[i] = weigh(pixels, start, channels, weights[x]);
      }
    }
    if (newHeight == height) {
      return wide;
    }
    ResampleTaps taps = ResampleTaps.of(height, newHeight, filter);
    int[][] weights = taps.fixedPoint(FIXED_POINT_BITS);
    int row = channels * newWidth;
    byte[] tall = new byte[row * newHeight];
    for (int i = 0; i < tall.length; i++) {
      int y = i / row;
      tall[i] = weigh(wide, taps.first()[y] * row + i % row, row, weights[y]);
    }
    return tall;
  }

  /** For each new sample the old one under its centre. */
  static int[] nearestIndices(int oldSize, int newSize) {
    double scale = (double) oldSize / newSize;
    int[] indices = new int[newSize];
    // Summed up, not multiplied: rounding then falls as it does in Pillow.
    double at = scale * 0.5;
    for (int i = 0; i < newSize; i++, at += scale) {
      indices[i] = Math.min(oldSize - 1, (int) at);
    }
    return indices;
  }

  private static byte weigh(byte[] in, int start, int stride, int[] weights) {
    int sum = 1 << (FIXED_POINT_BITS - 1);
    for (int k = 0; k < weights.length; k++) {
      sum += (in[start + k * stride] & 0xff) * weights[k];
    }
    return (byte) Math.max(0, Math.min(255, sum >> FIXED_POINT_BITS));
  }

  private static float[] alongX(float[] in, int width, int height, ResampleTaps taps) {
    int newWidth = taps.first().length;
    float[] out = new float[newWidth * height];
    for (int i = 0; i < out.length; i++) {
      int x = i % newWidth;
      out[i] = weigh(in, i / newWidth * width + taps.first()[x], 1, taps.weights()[x]);
    }
    return out;
  }

  private static float[] alongY(float[] in, int width, ResampleTaps taps) {
    float[] out = new float[width * taps.first().length];
    for (int i = 0; i < out.length; i++) {
      int y = i / width;
      out[i] = weigh(in, taps.first()[y] * width + i % width, width, taps.weights()[y]);
    }
    return out;
  }

  private static float weigh(float[] in, int start, int stride, double[] weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += in[start + k * stride] * weights[k];
    }
    return (float) sum;
  }

  private static float[] nearest(
      float[] plane, int width, int height, int newWidth, int newHeight) {
    int[] columns = nearestIndices(width, newWidth);
    int[] rows = nearestIndices(height, newHeight);
    float[] out = new float[newWidth * newHeight];
    for (int i = 0; i < out.length; i++) {
      out[i] = plane[rows[i / newWidth] * width + columns[i % newWidth]];
    }
    return out;
  }

  private static byte[] nearestBytes(
      byte[] pixels, int channels, int width, int height, int newWidth, int newHeight) {
    int[] columns = nearestIndices(width, newWidth);
    int[] rows = nearestIndices(height, newHeight);
    byte[] out = new byte[channels * newWidth * newHeight];
    for (int i = 0; i < out.length; i++) {
      int pixel = i / channels;
      int from = rows[pixel / newWidth] * width + columns[pixel % newWidth];
      out[i] = pixels[channels * from + i % channels];
    }
    return out;
  }

  private static void requireSizes(
      int length, int channels, int width, int height, int newWidth, int newHeight) {
    if (width < 1 || height < 1 || length != (long) channels * width * height) {
      throw new IllegalArgumentException(
          "expected %d samples for each of %dx%d pixels but got %d"
              .formatted(channels, width, height, length));
    }
    if (newWidth < 1
        || newHeight < 1
        || (double) newWidth * newHeight > Integer.MAX_VALUE / 8.0 / channels) {
      throw new IllegalArgumentException(
          "cannot resize to %dx%d pixels".formatted(newWidth, newHeight));
    }
  }
}
