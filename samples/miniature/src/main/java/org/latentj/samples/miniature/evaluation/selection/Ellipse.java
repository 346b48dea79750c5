package org.latentj.samples.miniature.evaluation.selection;

import java.util.BitSet;
import org.latentj.image.Mask;
import org.latentj.samples.miniature.scene.SceneObject;

/**
 * A selection. Lengths are fractions of the picture's edge.
 *
 * @param x the centre's column
 * @param y the centre's row
 * @param radiusX half its width
 * @param radiusY half its height
 */
record Ellipse(double x, double y, double radiusX, double radiusY) {

  /** As a mask of a square picture: 1 inside. */
  Mask mask(int pixels) {
    float[] values = new float[pixels * pixels];
    for (int i = 0; i < values.length; i++) {
      values[i] = contains((i % pixels + 0.5) / pixels, (i / pixels + 0.5) / pixels) ? 1 : 0;
    }
    return Mask.of(pixels, pixels, values);
  }

  /** The pixels inside, row by row. */
  BitSet pixels(int edge) {
    BitSet inside = new BitSet(edge * edge);
    for (int i = 0; i < edge * edge; i++) {
      inside.set(i, contains((i % edge + 0.5) / edge, (i / edge + 0.5) / edge));
    }
    return inside;
  }

  private boolean contains(double px, double py) {
    return Math.hypot((px - x) / radiusX, (py - y) / radiusY) <= 1;
  }

  /** Whether an object's circle, and a margin around it, lies outside. */
  boolean avoids(SceneObject object, double margin) {
    double reach = object.radius() + margin;
    return Math.hypot((object.x() - x) / (radiusX + reach), (object.y() - y) / (radiusY + reach))
        >= 1;
  }
}
