package org.latentj.samples.miniature.scene.icon;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Icons that mean something without showing a thing. */
final class Signs {
  private Signs() {}

  /**
   * An arrow.
   *
   * @param quarters of a turn clockwise; 0 points to the right
   */
  static Art arrow(int quarters) {
    Path2D arrow =
        Brush.polygon(
            -0.88, -0.22, 0.05, -0.22, 0.05, -0.68, 0.9, 0, 0.05, 0.68, 0.05, 0.22, -0.88, 0.22);
    Shape turned =
        AffineTransform.getQuadrantRotateInstance(quarters).createTransformedShape(arrow);
    return brush -> brush.fillRound(brush.main(), 0.12, turned);
  }

  static void plus(Brush brush) {
    minus(brush);
    brush.fill(brush.main(), Brush.box(-0.25, -0.92, 0.25, 0.92, 0.1));
  }

  static void minus(Brush brush) {
    brush.fill(brush.main(), Brush.box(-0.92, -0.25, 0.92, 0.25, 0.1));
  }

  static void checkMark(Brush brush) {
    brush.line(brush.main(), 0.38, Brush.polyline(-0.76, 0.06, -0.24, 0.58, 0.76, -0.56));
  }

  static void xMark(Brush brush) {
    brush.line(brush.main(), 0.38, Brush.polyline(-0.66, -0.66, 0.66, 0.66));
    brush.line(brush.main(), 0.38, Brush.polyline(-0.66, 0.66, 0.66, -0.66));
  }

  static void warningSign(Brush brush) {
    Color mark = brush.paper();
    brush.fillRound(brush.main(), 0.26, Brush.polygon(0, -0.78, 0.84, 0.72, -0.84, 0.72));
    brush.fillRound(mark, 0.1, Brush.polygon(-0.08, -0.28, 0.08, -0.28, 0.04, 0.24, -0.04, 0.24));
    brush.disc(mark, 0, 0.54, 0.12);
  }

  static void speechBubble(Brush brush) {
    brush.fill(brush.main(), Brush.box(-0.94, -0.8, 0.94, 0.46, 0.3));
    brush.fill(brush.main(), Brush.polygon(-0.52, 0.4, -0.02, 0.4, -0.56, 0.92));
    for (double x = -0.45; x < 0.5; x += 0.45) {
      brush.disc(brush.paper(), x, -0.17, 0.14);
    }
  }

  static void flag(Brush brush) {
    brush.line(brush.tone(), 0.16, Brush.polyline(-0.66, -0.86, -0.66, 0.9));
    brush.fill(
        brush.main(),
        Brush.curves(
            -0.58, -0.84, -0.1, -1.04, 0.3, -0.56, 0.9, -0.76, 0.9, -0.76, 0.9, 0.2, 0.9, 0.2, 0.3,
            0.4, -0.1, -0.08, -0.58, 0.12));
  }
}
