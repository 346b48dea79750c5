package org.latentj.samples.miniature.evaluation.edit;

import java.util.BitSet;
import org.latentj.image.Region;
import org.latentj.samples.miniature.scene.SceneObject;

/**
 * A square part of a picture, in pixels of 128. Its edges lie on the latents' grid of 8 pixels, so
 * that what the sampler repaints is what the mask says.
 *
 * @param left the first column
 * @param top the first row
 * @param size columns and rows
 */
record Box(int left, int top, int size) {
  /** Pixels of a latent pixel. */
  static final int GRID = 8;

  /** The picture's edge. */
  static final int EDGE = 128;

  /**
   * A box around a place, as near to its middle as picture and grid allow.
   *
   * @param x of the place, in pixels
   * @param y of the place, in pixels
   * @param size a multiple of 16, at most 128
   */
  static Box around(double x, double y, int size) {
    return new Box(start(x, size), start(y, size), size);
  }

  private static int start(double middle, int size) {
    int start = GRID * (int) Math.round((middle - size / 2.0) / GRID);
    return Math.max(0, Math.min(EDGE - size, start));
  }

  /** The column of the middle, a fraction of the picture's edge. */
  double x() {
    return (left + size / 2.0) / EDGE;
  }

  /** The row of the middle, a fraction of the picture's edge. */
  double y() {
    return (top + size / 2.0) / EDGE;
  }

  /** Whether an object's circle, and a margin around it, lies inside. */
  boolean covers(SceneObject object, double margin) {
    double reach = EDGE * object.radius() + margin;
    double x = EDGE * object.x();
    double y = EDGE * object.y();
    // Beyond the picture's border, there is nothing to cover.
    return (left == 0 || x - reach >= left)
        && (top == 0 || y - reach >= top)
        && (left + size == EDGE || x + reach <= left + size)
        && (top + size == EDGE || y + reach <= top + size);
  }

  /** Whether an object's circle, and a margin around it, lies outside. */
  boolean avoids(SceneObject object, double margin) {
    double x = EDGE * object.x();
    double y = EDGE * object.y();
    double dx = Math.max(0, Math.max(left - x, x - left - size));
    double dy = Math.max(0, Math.max(top - y, y - top - size));
    return Math.hypot(dx, dy) >= EDGE * object.radius() + margin;
  }

  /**
   * As a region of a picture of another size.
   *
   * @param pixels the picture's edge, a multiple of 128 or a half or quarter of it
   */
  Region region(int pixels) {
    return new Region(
        left * pixels / EDGE, top * pixels / EDGE, size * pixels / EDGE, size * pixels / EDGE);
  }

  /** Its pixels, row by row. */
  BitSet pixels() {
    BitSet pixels = new BitSet(EDGE * EDGE);
    for (int y = top; y < top + size; y++) {
      pixels.set(y * EDGE + left, y * EDGE + left + size);
    }
    return pixels;
  }
}
