package org.latentj.samples.miniature.scene;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shapes within the circle of radius 1 around (0, 0), y downwards. */
final class ShapeOutlines {
  private ShapeOutlines() {}

  static Path2D circle() {
    return new Path2D.Double(disc(0, 0, 0.95));
  }

  static Path2D square() {
    double half = 0.705;
    return new Path2D.Double(new Rectangle2D.Double(-half, -half, 2 * half, 2 * half));
  }

  static Path2D triangle() {
    return polygon(3, 1, 1);
  }

  static Path2D star() {
    return polygon(10, 1, 0.46);
  }

  static Path2D hexagon() {
    Path2D upright = polygon(6, 0.97, 0.97);
    upright.transform(AffineTransform.getRotateInstance(Math.PI / 6));
    return upright;
  }

  static Path2D diamond() {
    Path2D path = new Path2D.Double();
    path.moveTo(0, -1);
    path.lineTo(0.66, 0);
    path.lineTo(0, 1);
    path.lineTo(-0.66, 0);
    path.closePath();
    return path;
  }

  static Path2D ring() {
    Area area = new Area(disc(0, 0, 0.97));
    area.subtract(new Area(disc(0, 0, 0.52)));
    return new Path2D.Double(area);
  }

  static Path2D cross() {
    double arm = 0.3;
    double end = 0.94;
    Area area = new Area(new Rectangle2D.Double(-arm, -end, 2 * arm, 2 * end));
    area.add(new Area(new Rectangle2D.Double(-end, -arm, 2 * end, 2 * arm)));
    return new Path2D.Double(area);
  }

  static Path2D heart() {
    Path2D path = new Path2D.Double();
    path.moveTo(0, 0.93);
    path.curveTo(-0.3, 0.62, -0.94, 0.26, -0.94, -0.28);
    path.curveTo(-0.94, -0.92, -0.2, -0.96, 0, -0.42);
    path.curveTo(0.2, -0.96, 0.94, -0.92, 0.94, -0.28);
    path.curveTo(0.94, 0.26, 0.3, 0.62, 0, 0.93);
    path.closePath();
    path.transform(AffineTransform.getScaleInstance(0.95, 0.95));
    return path;
  }

  static Path2D crescent() {
    Area area = new Area(disc(0.04, 0, 0.96));
    area.subtract(new Area(disc(0.5, 0, 0.76)));
    area.transform(AffineTransform.getRotateInstance(Math.toRadians(-20)));
    return new Path2D.Double(area);
  }

  /** Corners at alternating distances from (0, 0), the first straight above it. */
  private static Path2D polygon(int corners, double even, double odd) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double reach = i % 2 == 0 || corners % 2 == 1 ? even : odd;
      double x = reach * Math.sin(angle);
      double y = -reach * Math.cos(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static Shape disc(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
