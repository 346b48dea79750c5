package org.latentj.inpaint.fill;

import org.latentj.image.Mask;
import org.latentj.inpaint.pixels.Planes;

/**
 * An image of which some pixels are unknown.
 *
 * @param image unknown pixels are 0 in all channels; not to be modified
 * @param unknown one a pixel; not to be modified
 */
record Hole(Planes image, boolean[] unknown) {

  /** Unknown is what the mask selects, and what is not a finite number. */
  static Hole of(Planes original, Mask mask) {
    boolean[] unknown = new boolean[original.pixels()];
    float[] weights = mask.toArray();
    float[][] known = original.toArrays();
    for (int i = 0; i < unknown.length; i++) {
      unknown[i] = weights[i] > 0 || !original.finite(i);
      for (int c = 0; unknown[i] && c < known.length; c++) {
        known[c][i] = 0;
      }
    }
    return new Hole(Planes.of(original.width(), original.height(), known), unknown);
  }

  int width() {
    return image.width();
  }

  int height() {
    return image.height();
  }

  /** Whether a pixel is inside the image and known. */
  boolean known(int x, int y) {
    return x >= 0 && y >= 0 && x < width() && y < height() && !unknown[y * width() + x];
  }

  void requireSurroundings() {
    for (boolean hole : unknown) {
      if (!hole) {
        return;
      }
    }
    throw new IllegalArgumentException(
        "the whole image is selected, or what is not has no finite values: there are no"
            + " surroundings to fill from. Perhaps you should select less.");
  }
}
