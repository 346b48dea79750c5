package org.latentj.samples.miniature.scene.texture;

import java.util.SplittableRandom;

/** Smooth noise on a torus: a sum of waves that fit into the tile a whole number of times. */
final class PeriodicField {
  private PeriodicField() {}

  /**
   * Values of mean 0 and a standard deviation of about 1.
   *
   * @param pixels the tile's edge
   * @param across the most waves along x, at least 1
   * @param down the most waves along y, at least 0
   * @param waves how many to add, at least 1
   * @return row by row, x fastest
   */
  static float[] noise(int pixels, int across, int down, int waves, SplittableRandom random) {
    float[] field = new float[pixels * pixels];
    float scale = (float) Math.sqrt(2.0 / waves);
    for (int wave = 0; wave < waves; wave++) {
      int alongX = random.nextInt(-across, across + 1);
      int alongY = random.nextInt(down + 1);
      alongX = alongX == 0 && alongY == 0 ? 1 : alongX;
      add(field, pixels, alongX, alongY, random.nextDouble(), scale);
    }
    return field;
  }

  /** Adds height * sin(2 pi (alongX x + alongY y + phase)), by the theorem of addition. */
  private static void add(
      float[] field, int pixels, int alongX, int alongY, double phase, float height) {
    float[] sinX = new float[pixels];
    float[] cosX = new float[pixels];
    for (int x = 0; x < pixels; x++) {
      double angle = 2 * Math.PI * alongX * (x + 0.5) / pixels;
      sinX[x] = (float) Math.sin(angle);
      cosX[x] = (float) Math.cos(angle);
    }
    for (int y = 0; y < pixels; y++) {
      double angle = 2 * Math.PI * (alongY * (y + 0.5) / pixels + phase);
      float sin = height * (float) Math.sin(angle);
      float cos = height * (float) Math.cos(angle);
      for (int x = 0; x < pixels; x++) {
        field[y * pixels + x] += sinX[x] * cos + cosX[x] * sin;
      }
    }
  }
}
