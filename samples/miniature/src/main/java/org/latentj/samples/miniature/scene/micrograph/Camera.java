package org.latentj.samples.miniature.scene.micrograph;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.SplittableRandom;

/** Makes a drawing look taken through a microscope: soft, faintly glowing, a little noisy. */
final class Camera {
  private static final float HAZE = 0.03f;
  private static final float NOISE = 0.008f;

  private Camera() {}

  /**
   * Replaces how bright a drawing is by light of one colour.
   *
   * @param image gray, of type {@link BufferedImage#TYPE_INT_RGB}; modified
   * @param color of the brightest light
   */
  static void take(BufferedImage image, Color color, SplittableRandom random) {
    int pixels = image.getWidth();
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    float[] light = new float[rgb.length];
    for (int i = 0; i < light.length; i++) {
      light[i] = (rgb[i] & 0xff) / 255f;
    }
    int passes = Math.max(1, Math.round(2f * pixels / 128));
    for (int pass = 0; pass < passes; pass++) {
      blur(light, pixels, 1, pixels);
      blur(light, pixels, pixels, 1);
    }
    for (int i = 0; i < light.length; i++) {
      // The sum of four even numbers is near enough to a normal one of this deviation.
      long bits = random.nextLong();
      float noise = 0;
      for (int part = 0; part < 4; part++) {
        noise += (short) (bits >> 16 * part) / 37837f;
      }
      float bright = HAZE + (1 - HAZE) * light[i] + NOISE * noise;
      rgb[i] =
          level(color.getRed(), bright) << 16
              | level(color.getGreen(), bright) << 8
              | level(color.getBlue(), bright);
    }
  }

  private static int level(int channel, float brightness) {
    return Math.max(0, Math.min(255, Math.round(channel * brightness)));
  }

  /** Weights 1, 2, 1 along one axis, in place; the outermost pixels stay as they are. */
  private static void blur(float[] values, int pixels, int step, int line) {
    for (int row = 0; row < pixels; row++) {
      float before = values[row * line];
      for (int i = 1; i < pixels - 1; i++) {
        int at = row * line + i * step;
        float here = values[at];
        values[at] = (before + 2 * here + values[at + step]) / 4;
        before = here;
      }
    }
  }
}
