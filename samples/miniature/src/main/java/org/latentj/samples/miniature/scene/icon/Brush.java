package org.latentj.samples.miniature.scene.icon;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;

/**
 * Draws in the square from (-1, -1) at the top left to (1, 1).
 *
 * @param main the icon's named colour
 * @param tone a second shade of it
 * @param paper the background
 */
record Brush(Graphics2D graphics, Color main, Color tone, Color paper) {
  void fill(Color color, Shape shape) {
    graphics.setColor(color);
    graphics.fill(shape);
  }

  /** A line with round ends and corners. */
  void line(Color color, double width, Shape path) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  /** A shape with its corners rounded by half the width, which it grows by. */
  void fillRound(Color color, double width, Shape shape) {
    fill(color, shape);
    line(color, width, shape);
  }

  void disc(Color color, double x, double y, double radius) {
    fill(color, ellipse(x, y, radius, radius));
  }

  static Shape ellipse(double x, double y, double radiusX, double radiusY) {
    return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
  }

  /** A rectangle with rounded corners between two points. */
  static Shape box(double left, double top, double right, double bottom, double corner) {
    return new RoundRectangle2D.Double(
        left, top, right - left, bottom - top, 2 * corner, 2 * corner);
  }

  /** Straight lines through points given as x, y, x, y ...; not closed. */
  static Path2D polyline(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    return path;
  }

  /** As {@link #polyline}, closed. */
  static Path2D polygon(double... points) {
    Path2D path = polyline(points);
    path.closePath();
    return path;
  }

  /** Begins at the first point; each further six numbers are a cubic curve; closed. */
  static Path2D curves(double... p) {
    Path2D path = new Path2D.Double();
    path.moveTo(p[0], p[1]);
    for (int i = 2; i < p.length; i += 6) {
      path.curveTo(p[i], p[i + 1], p[i + 2], p[i + 3], p[i + 4], p[i + 5]);
    }
    path.closePath();
    return path;
  }
}
