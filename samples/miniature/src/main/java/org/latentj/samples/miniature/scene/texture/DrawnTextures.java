package org.latentj.samples.miniature.scene.texture;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Colors;

/** Textures made of shapes. */
final class DrawnTextures {
  private DrawnTextures() {}

  static void bricks(Tile tile, Color color, Color mortar, SplittableRandom random) {
    int rows = 2 * random.nextInt(3, 6);
    int columns = rows / 2;
    double joint = 0.018;
    double shift = random.nextDouble();
    double top = random.nextDouble();
    tile.fillAll(mortar);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double shade = random.nextDouble(-0.14, 0.14);
        Color burnt = Colors.mix(color, shade < 0 ? Color.BLACK : Color.WHITE, Math.abs(shade));
        double x = (shift + (column + row % 2 * 0.5) / columns) % 1;
        double y = (top + (double) row / rows) % 1;
        tile.fill(burnt, new Rectangle2D.Double(x, y, 1.0 / columns - joint, 1.0 / rows - joint));
      }
    }
  }

  /**
   * Stripes.
   *
   * @param slant 0 for upright stripes, 1 for stripes down to the right, -1 for the others
   * @param lying whether upright stripes are to lie
   */
  static void stripes(
      Tile tile, Color first, Color second, int slant, boolean lying, SplittableRandom random) {
    int pairs = random.nextInt(3, slant == 0 ? 9 : 7);
    double width = 0.5 / pairs;
    double start = random.nextDouble();
    tile.fillAll(first);
    for (int pair = 0; pair < pairs; pair++) {
      double at = (start + (double) pair / pairs) % 1;
      if (lying) {
        tile.fill(second, new Rectangle2D.Double(0, at, 1, width));
      } else {
        // Both ends lie less than a tile outside, which is as far as a tile repeats shapes.
        double top = slant > 0 ? at - 1 : at;
        Path2D stripe = new Path2D.Double();
        stripe.moveTo(top, 0);
        stripe.lineTo(top + width, 0);
        stripe.lineTo(top + width + slant, 1);
        stripe.lineTo(top + slant, 1);
        stripe.closePath();
        tile.fill(second, stripe);
      }
    }
  }

  static void checks(Tile tile, Color first, Color second, SplittableRandom random) {
    int cells = 2 * random.nextInt(2, 6);
    double size = 1.0 / cells;
    double left = random.nextDouble();
    double top = random.nextDouble();
    tile.fillAll(first);
    Path2D path = new Path2D.Double();
    for (int row = 0; row < cells; row++) {
      for (int column = row % 2; column < cells; column += 2) {
        path.append(
            new Rectangle2D.Double(left + column * size - 1, top + row * size - 1, size, size),
            false);
      }
    }
    tile.fill(second, path);
  }

  static void dots(Tile tile, Color ground, Color dots, SplittableRandom random) {
    int rows = 2 * random.nextInt(2, 5);
    double step = 1.0 / rows;
    double radius = random.nextDouble(0.26, 0.38) * step;
    double left = random.nextDouble();
    double top = random.nextDouble();
    boolean staggered = random.nextBoolean();
    tile.fillAll(ground);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < rows; column++) {
        double x = (left + (column + (staggered ? row % 2 * 0.5 : 0)) * step) % 1;
        double y = (top + row * step) % 1;
        tile.fill(dots, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
      }
    }
  }

  static void waves(Tile tile, Color first, Color second, SplittableRandom random) {
    int pairs = random.nextInt(3, 7);
    int swings = random.nextInt(1, 4);
    double height = random.nextDouble(0.25, 0.45) / Math.max(pairs, 2 * swings);
    double phase = random.nextDouble();
    double start = random.nextDouble();
    tile.fillAll(first);
    for (int pair = 0; pair < pairs; pair++) {
      double top = (start + (double) pair / pairs) % 1;
      tile.fill(second, wave(top, 0.5 / pairs, height, swings, phase));
    }
  }

  private static Path2D wave(double top, double width, double height, int swings, double phase) {
    int steps = 64;
    Path2D path = new Path2D.Double();
    for (int i = 0; i <= steps; i++) {
      double y = top + height * Math.sin(2 * Math.PI * ((double) swings * i / steps + phase));
      if (i == 0) {
        path.moveTo(0, y);
      } else {
        path.lineTo((double) i / steps, y);
      }
    }
    for (int i = steps; i >= 0; i--) {
      double y = top + height * Math.sin(2 * Math.PI * ((double) swings * i / steps + phase));
      path.lineTo((double) i / steps, y + width);
    }
    path.closePath();
    return path;
  }
}
