package org.latentj.image;

/**
 * Fills a hole with ever sharper blurs of its surroundings, as {@code fill} in A1111's {@code
 * modules/masking.py}, bit for bit: 8-bit premultiplied RGBA throughout. Black remains where even
 * the widest blur saw too little of the surroundings.
 */
final class BlurFill {
  /** Radius and number of repetitions of each layer, widest first. */
  private static final int[][] LAYERS = {{256, 1}, {64, 1}, {16, 2}, {4, 4}, {2, 2}, {0, 1}};

  private BlurFill() {}

  static Picture fill(Picture picture, Mask mask) {
    int[][] hollow = premultiplied(picture, mask);
    int[][] canvas = new int[4][hollow[3].length];
    for (int[] layer : LAYERS) {
      int[][] blurred = new int[4][];
      for (int c = 0; c < 4; c++) {
        blurred[c] = BoxGaussian.blur(hollow[c], picture.width(), picture.height(), layer[0]);
      }
      unpremultiply(blurred);
      for (int i = 0; i < layer[1]; i++) {
        compositeOver(canvas, blurred);
      }
    }
    byte[] rgb = new byte[3 * canvas[0].length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) canvas[i % 3][i / 3];
    }
    return Picture.wrap(picture.width(), picture.height(), rgb);
  }

  /** Planes of red, green, blue and alpha; alpha is 255 outside the mask. */
  private static int[][] premultiplied(Picture picture, Mask mask) {
    byte[] rgb = picture.rgb();
    float[] holes = mask.values();
    int[][] planes = new int[4][holes.length];
    for (int i = 0; i < holes.length; i++) {
      int alpha = 255 - (int) Math.rint(holes[i] * 255f);
      for (int c = 0; c < 3; c++) {
        planes[c][i] = divideBy255((rgb[3 * i + c] & 0xff) * alpha);
      }
      planes[3][i] = divideBy255(255 * alpha);
    }
    return planes;
  }

  private static void unpremultiply(int[][] planes) {
    for (int i = 0; i < planes[3].length; i++) {
      int alpha = planes[3][i];
      if (alpha != 0) {
        for (int c = 0; c < 3; c++) {
          planes[c][i] = Math.min(255, 255 * planes[c][i] / alpha);
        }
      }
    }
  }

  /** Pillow's {@code libImaging/AlphaComposite.c}: 7 extra bits, all divisions rounded its way. */
  private static void compositeOver(int[][] canvas, int[][] layer) {
    for (int i = 0; i < layer[3].length; i++) {
      int alpha = layer[3][i];
      if (alpha != 0) {
        int outAlpha = alpha * 255 + canvas[3][i] * (255 - alpha);
        int ofLayer = (int) ((alpha * 255L * 255L << 7) / outAlpha);
        int ofCanvas = (255 << 7) - ofLayer;
        for (int c = 0; c < 3; c++) {
          int sum = layer[c][i] * ofLayer + canvas[c][i] * ofCanvas + (0x80 << 7);
          canvas[c][i] = ((sum >> 8) + sum >> 8) >> 7;
        }
        canvas[3][i] = divideBy255(outAlpha);
      }
    }
  }

  /** Rounded division, exact for products of two bytes. */
  private static int divideBy255(int product) {
    int sum = product + 128;
    return (sum >> 8) + sum >> 8;
  }
}
