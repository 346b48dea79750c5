package org.latentj.samples.miniature.evaluation.analysis;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures as a small autoencoder might return them. */
final class Degraded {
  private static final double SIGMA = 1.2;
  private static final int REACH = 4;
  private static final double NOISE = 4;
  private static final int SHIFT = 5;

  private Degraded() {}

  /**
   * Blurred with a Gaussian of 1.2 pixels, each channel shifted by up to 5 levels, with Gaussian
   * noise of 4 levels.
   *
   * @param image not modified
   */
  static BufferedImage of(BufferedImage image, long seed) {
    int width = image.getWidth();
    int height = image.getHeight();
    Random random = new Random(seed);
    BufferedImage degraded = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int shift = 16; shift >= 0; shift -= 8) {
      double[] levels = new double[width * height];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = image.getRGB(i % width, i / width) >> shift & 0xff;
      }
      levels = blurred(blurred(levels, width, height, 1, 0), width, height, 0, 1);
      double aside = random.nextInt(-SHIFT, SHIFT + 1);
      for (int i = 0; i < levels.length; i++) {
        long level = Math.round(levels[i] + aside + NOISE * random.nextGaussian());
        int clamped = (int) Math.max(0, Math.min(255, level));
        int x = i % width;
        int y = i / width;
        degraded.setRGB(x, y, degraded.getRGB(x, y) | clamped << shift);
      }
    }
    return degraded;
  }

  private static double[] blurred(double[] levels, int width, int height, int dx, int dy) {
    double[] out = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      double sum = 0;
      double weights = 0;
      for (int k = -REACH; k <= REACH; k++) {
        int x = i % width + k * dx;
        int y = i / width + k * dy;
        if (x >= 0 && x < width && y >= 0 && y < height) {
          double weight = Math.exp(-k * k / (2 * SIGMA * SIGMA));
          weights += weight;
          sum += weight * levels[y * width + x];
        }
      }
      out[i] = sum / weights;
    }
    return out;
  }
}
