package org.latentj.samples.miniature.evaluation.analysis;

import java.awt.image.BufferedImage;
import java.util.Random;

/** Pictures as autoencoders might return them. */
final class Degraded {
  private final BufferedImage image;
  private final int width;
  private final int height;
  private final Random random;

  private Degraded(BufferedImage image, long seed) {
    this.image = image;
    width = image.getWidth();
    height = image.getHeight();
    random = new Random(seed);
  }

  /**
   * As a small but good one: blurred with a Gaussian of 1.2 pixels, each channel shifted by up to 5
   * levels, with Gaussian noise of 4 levels.
   *
   * @param image not modified
   */
  static BufferedImage of(BufferedImage image, long seed) {
    return new Degraded(image, seed).picture(1.2, 0, 5, 0, 4);
  }

  /**
   * As a poor one: blurred with a Gaussian of 2 pixels, with halos around edges, each channel
   * shifted by up to 10 levels, with clouds of 8 levels and noise of 2.
   *
   * @param image not modified
   */
  static BufferedImage poor(BufferedImage image, long seed) {
    return new Degraded(image, seed).picture(2, 0.5, 10, 8, 2);
  }

  private BufferedImage picture(double sigma, double halo, int shift, double clouds, double noise) {
    BufferedImage degraded = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int channel = 16; channel >= 0; channel -= 8) {
      double[] blurred = blurred(levels(channel), sigma);
      double[] wide = halo == 0 ? blurred : blurred(blurred, sigma * Math.sqrt(3));
      double[] cloudy = clouds == 0 ? new double[blurred.length] : clouds(clouds);
      double aside = random.nextInt(-shift, shift + 1);
      for (int i = 0; i < blurred.length; i++) {
        double level = blurred[i] + halo * (blurred[i] - wide[i]) + cloudy[i] + aside;
        long noisy = Math.round(level + noise * random.nextGaussian());
        int clamped = (int) Math.max(0, Math.min(255, noisy));
        int x = i % width;
        int y = i / width;
        degraded.setRGB(x, y, degraded.getRGB(x, y) | clamped << channel);
      }
    }
    return degraded;
  }

  private double[] levels(int channel) {
    double[] levels = new double[width * height];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = image.getRGB(i % width, i / width) >> channel & 0xff;
    }
    return levels;
  }

  /** Gaussian noise of 4 pixels' width, of this standard deviation. */
  private double[] clouds(double deviation) {
    double sigma = 4;
    double[] noise = random.doubles(width * height).map(uniform -> uniform - 0.5).toArray();
    double[] clouds = blurred(noise, sigma);
    // A blur leaves 1 / (4 pi sigma^2) of the variance, which is 1 / 12 here.
    double scale = deviation * Math.sqrt(12 * 4 * Math.PI) * sigma;
    for (int i = 0; i < clouds.length; i++) {
      clouds[i] *= scale;
    }
    return clouds;
  }

  private double[] blurred(double[] levels, double sigma) {
    return blurred(blurred(levels, sigma, 1, 0), sigma, 0, 1);
  }

  private double[] blurred(double[] levels, double sigma, int dx, int dy) {
    int reach = (int) Math.ceil(3 * sigma);
    double[] weights = new double[2 * reach + 1];
    for (int k = -reach; k <= reach; k++) {
      weights[k + reach] = Math.exp(-k * k / (2 * sigma * sigma));
    }
    double[] out = new double[levels.length];
    for (int i = 0; i < levels.length; i++) {
      double sum = 0;
      double weight = 0;
      for (int k = -reach; k <= reach; k++) {
        int x = i % width + k * dx;
        int y = i / width + k * dy;
        if (x >= 0 && x < width && y >= 0 && y < height) {
          weight += weights[k + reach];
          sum += weights[k + reach] * levels[y * width + x];
        }
      }
      out[i] = sum / weight;
    }
    return out;
  }
}
