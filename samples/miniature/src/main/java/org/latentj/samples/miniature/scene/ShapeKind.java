package org.latentj.samples.miniature.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Locale;

/** What an object is. Every shape lies within a circle around its centre. */
public enum ShapeKind {
  CIRCLE(ShapeOutlines.circle()),
  SQUARE(ShapeOutlines.square()),
  TRIANGLE(ShapeOutlines.triangle()),
  STAR(ShapeOutlines.star()),
  RING(ShapeOutlines.ring()),
  CROSS(ShapeOutlines.cross()),
  HEART(ShapeOutlines.heart()),
  DIAMOND(ShapeOutlines.diamond()),
  CRESCENT(ShapeOutlines.crescent()),
  HEXAGON(ShapeOutlines.hexagon());

  private final Path2D unit;

  ShapeKind(Path2D unit) {
    this.unit = unit;
  }

  /** The word in captions, for example {@code star}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The word for several, for example {@code crosses}. */
  public String plural() {
    return this == CROSS ? "crosses" : word() + "s";
  }

  /** Whether the shape's centre belongs to the shape: not so for rings and crescents. */
  public boolean coversCentre() {
    return unit.contains(0, 0);
  }

  /** Whether turning the shape about its centre changes nothing. */
  public boolean isRound() {
    return this == CIRCLE || this == RING;
  }

  /**
   * The filled shape, upright.
   *
   * @param x the centre, in the caller's units, to the right
   * @param y the centre, downwards
   * @param radius of the circle that the shape fits in, above 0
   * @return a new path, to be filled
   */
  public Shape outline(double x, double y, double radius) {
    return outline(x, y, radius, 0);
  }

  /**
   * The filled shape, turned about its centre.
   *
   * @param x the centre, in the caller's units, to the right
   * @param y the centre, downwards
   * @param radius of the circle that the shape fits in, above 0
   * @param degrees clockwise as seen
   * @return a new path, to be filled
   */
  public Shape outline(double x, double y, double radius, double degrees) {
    AffineTransform placing = AffineTransform.getTranslateInstance(x, y);
    placing.rotate(Math.toRadians(degrees));
    placing.scale(radius, radius);
    return new Path2D.Double(unit, placing);
  }
}
