package org.latentj.samples.miniature.scene;

import java.util.Objects;

/**
 * One object of a scene. Lengths are fractions of the picture's edge.
 *
 * @param x the centre, 0 at the left edge to 1 at the right
 * @param y the centre, 0 at the top edge to 1 at the bottom
 * @param radius of the circle that the shape fits in, within the range of the size
 */
public record SceneObject(
    ShapeKind shape,
    NamedColor color,
    ObjectSize size,
    Style style,
    double x,
    double y,
    double radius) {

  /** Checks that the object lies wholly inside the picture and is of its size. */
  public SceneObject {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(color, "color");
    Objects.requireNonNull(style, "style");
    if (radius < size.least() || radius > size.most()) {
      throw new IllegalArgumentException(
          "expected a %s radius from %.4f to %.4f but got %.4f"
              .formatted(size.word(), size.least(), size.most(), radius));
    }
    if (x < radius || x > 1 - radius || y < radius || y > 1 - radius) {
      throw new IllegalArgumentException(
          "expected a place inside the picture but got (%.3f, %.3f) with radius %.3f"
              .formatted(x, y, radius));
    }
    if (!style.suits(shape)) {
      throw new IllegalArgumentException("a " + shape.word() + " is never " + style.word());
    }
  }

  /** The free distance between the circles of two objects; below 0 where they overlap. */
  public double gap(SceneObject other) {
    return Math.hypot(x - other.x, y - other.y) - radius - other.radius;
  }

  /** Whether both are of the same shape, colour, size and style, wherever they lie. */
  public boolean looksLike(SceneObject other) {
    return shape == other.shape
        && color == other.color
        && size == other.size
        && style == other.style;
  }
}
