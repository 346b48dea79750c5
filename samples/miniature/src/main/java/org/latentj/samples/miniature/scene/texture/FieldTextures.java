package org.latentj.samples.miniature.scene.texture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Colors;

/** Textures made of smooth noise, pixel by pixel. */
final class FieldTextures {
  private static final int SHADES = 64;

  private FieldTextures() {}

  /**
   * Upright grain in light and dark shades of a colour.
   *
   * @param image square, filled
   */
  static void wood(BufferedImage image, Color color, SplittableRandom random) {
    int pixels = image.getWidth();
    int rings = random.nextInt(5, 9);
    float[] width = PeriodicField.noise(pixels, 3, 0, 3, random);
    float[] bend = PeriodicField.noise(pixels, 2, 1, 3, random);
    float[] fine = PeriodicField.noise(pixels, 40, 1, 12, random);
    int[] shades =
        shades(Colors.mix(color, Color.WHITE, 0.16), Colors.mix(color, Color.BLACK, 0.32));
    for (int y = 0; y < pixels; y++) {
      for (int x = 0; x < pixels; x++) {
        int i = y * pixels + x;
        double ring = rings * (x + 0.5) / pixels + 0.4 * width[i] + 0.3 * bend[i];
        double share = ring - Math.floor(ring);
        // Each ring darkens slowly and lightens fast, as a year does.
        double dark = share < 0.9 ? share / 0.9 : (1 - share) / 0.1;
        int shade = (int) (SHADES * (0.62 * dark * dark + 0.11 * fine[i] + 0.2));
        image.setRGB(x, y, shades[Math.max(0, Math.min(SHADES - 1, shade))]);
      }
    }
  }

  /**
   * Patches of three colours.
   *
   * @param image square, filled
   * @param colors the ground, and two that lie on it
   */
  static void camouflage(BufferedImage image, List<Color> colors, SplittableRandom random) {
    int pixels = image.getWidth();
    float[] second = PeriodicField.noise(pixels, 3, 3, 9, random);
    float[] third = PeriodicField.noise(pixels, 3, 3, 9, random);
    // The change of the noise from pixel to pixel is about this, so that edges are one pixel wide.
    float edge = 8f / pixels;
    for (int y = 0; y < pixels; y++) {
      for (int x = 0; x < pixels; x++) {
        int i = y * pixels + x;
        Color color = Colors.mix(colors.get(0), colors.get(1), step(second[i] - 0.25f, edge));
        image.setRGB(x, y, Colors.mix(color, colors.get(2), step(third[i] - 0.6f, edge)).getRGB());
      }
    }
  }

  private static double step(float value, float edge) {
    return Math.max(0, Math.min(1, 0.5 + value / edge));
  }

  private static int[] shades(Color light, Color dark) {
    int[] shades = new int[SHADES];
    for (int i = 0; i < SHADES; i++) {
      shades[i] = Colors.mix(light, dark, (double) i / (SHADES - 1)).getRGB();
    }
    return shades;
  }
}
