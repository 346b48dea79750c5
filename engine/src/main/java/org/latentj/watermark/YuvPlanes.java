package org.latentj.watermark;

import org.latentj.image.Picture;

/**
 * A picture's luma and two colour differences in whole numbers from 0 to 255, converted as OpenCV
 * converts 8-bit pictures ({@code COLOR_BGR2YUV} and {@code COLOR_YUV2BGR}; {@code
 * modules/imgproc/src/color_yuv.simd.hpp}): fixed-point arithmetic with 14 bits, bit for bit.
 *
 * @param y luma, row by row
 * @param u blue less luma, 128 for none; the one that carries the watermark
 * @param v red less luma, 128 for none
 */
record YuvPlanes(int width, int height, int[] y, int[] u, int[] v) {
  private static final int BITS = 14;
  private static final int HALF = 128;

  /** Weights of red, green and blue in luma (ITU-R BT.601), in units of 2^-14. */
  private static final int[] LUMA = {4899, 9617, 1868};

  /** 0.492 and 0.877. */
  private static final int BLUE_TO_U = 8061;

  private static final int RED_TO_V = 14369;

  /** 2.032, 1.140, -0.395 and -0.581. */
  private static final int U_TO_BLUE = 33292;

  private static final int V_TO_RED = 18678;
  private static final int U_TO_GREEN = -6472;
  private static final int V_TO_GREEN = -9519;

  static YuvPlanes of(Picture picture) {
    byte[] rgb = picture.toRgb();
    int pixels = rgb.length / 3;
    int[] y = new int[pixels];
    int[] u = new int[pixels];
    int[] v = new int[pixels];
    for (int i = 0; i < pixels; i++) {
      int red = rgb[3 * i] & 0xff;
      int green = rgb[3 * i + 1] & 0xff;
      int blue = rgb[3 * i + 2] & 0xff;
      y[i] = rounded(LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue);
      u[i] = clamped(rounded((blue - y[i]) * BLUE_TO_U + (HALF << BITS)));
      v[i] = clamped(rounded((red - y[i]) * RED_TO_V + (HALF << BITS)));
    }
    return new YuvPlanes(picture.width(), picture.height(), y, u, v);
  }

  Picture toPicture() {
    byte[] rgb = new byte[3 * y.length];
    for (int i = 0; i < y.length; i++) {
      int blueness = u[i] - HALF;
      int redness = v[i] - HALF;
      int green = rounded(blueness * U_TO_GREEN + redness * V_TO_GREEN);
      rgb[3 * i] = (byte) clamped(y[i] + rounded(redness * V_TO_RED));
      rgb[3 * i + 1] = (byte) clamped(y[i] + green);
      rgb[3 * i + 2] = (byte) clamped(y[i] + rounded(blueness * U_TO_BLUE));
    }
    return Picture.ofRgb(width, height, rgb);
  }

  private static int rounded(int fixed) {
    return (fixed + (1 << (BITS - 1))) >> BITS;
  }

  private static int clamped(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
