package org.latentj.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/** Reads the samples of buffered images as they are stored. */
final class Rasters {
  private Rasters() {}

  /** The colours of an image as bytes, HWC; alpha is dropped. */
  static byte[] toRgb(BufferedImage image) {
    return holdsPlainSamples(image.getColorModel()) ? fromSamples(image) : fromColorModel(image);
  }

  /** Blends {@code rgb}, which is modified, over a background by the image's alpha. */
  static void compositeOver(BufferedImage image, int background, byte[] rgb) {
    int width = image.getWidth();
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int alpha = row[x] >>> 24;
        for (int c = 0; c < 3; c++) {
          int i = 3 * (y * width + x) + c;
          int behind = background >> (16 - 8 * c) & 0xff;
          rgb[i] = (byte) ((alpha * (rgb[i] & 0xff) + (255 - alpha) * behind + 127) / 255);
        }
      }
    }
  }

  /**
   * Whether samples can be taken without asking the colour model. It must not be asked about grey
   * ones: Java holds grey to be linear light and would brighten it on the way to sRGB.
   */
  private static boolean holdsPlainSamples(ColorModel model) {
    int space = model.getColorSpace().getType();
    int transfer = model.getTransferType();
    return model instanceof ComponentColorModel
        && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
        && (transfer == DataBuffer.TYPE_BYTE || transfer == DataBuffer.TYPE_USHORT)
        && !(model.hasAlpha() && model.isAlphaPremultiplied());
  }

  private static byte[] fromSamples(BufferedImage image) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    boolean grey = image.getColorModel().getNumColorComponents() == 1;
    int shift = image.getColorModel().getTransferType() == DataBuffer.TYPE_USHORT ? 8 : 0;
    byte[] rgb = new byte[Math.multiplyExact(3, width * image.getHeight())];
    int[] row = new int[bands * width];
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int i = 0; i < 3 * width; i++) {
        rgb[3 * y * width + i] = (byte) (row[i / 3 * bands + (grey ? 0 : i % 3)] >> shift);
      }
    }
    return rgb;
  }

  private static byte[] fromColorModel(BufferedImage image) {
    int width = image.getWidth();
    byte[] rgb = new byte[Math.multiplyExact(3, width * image.getHeight())];
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int i = 0; i < 3 * width; i++) {
        rgb[3 * y * width + i] = (byte) (row[i / 3] >> (16 - i % 3 * 8));
      }
    }
    return rgb;
  }
}
