package org.latentj.samples.miniature.scene.icon;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;

/** Icons of weather and plants. */
final class Nature {
  private Nature() {}

  static void drop(Brush brush) {
    brush.fill(
        brush.main(),
        Brush.curves(
            0, -0.96, 0.16, -0.62, 0.7, -0.12, 0.7, 0.3, 0.7, 0.7, 0.38, 0.96, 0, 0.96, -0.38, 0.96,
            -0.7, 0.7, -0.7, 0.3, -0.7, -0.12, -0.16, -0.62, 0, -0.96));
    Path2D glint = new Path2D.Double();
    glint.moveTo(-0.4, 0.3);
    glint.curveTo(-0.4, 0.5, -0.26, 0.64, -0.06, 0.68);
    brush.line(brush.tone(), 0.15, glint);
  }

  static void leaf(Brush brush) {
    brush.line(brush.tone(), 0.14, Brush.polyline(-0.86, 0.86, -0.4, 0.4));
    brush.fill(
        brush.main(),
        Brush.curves(
            -0.62, 0.62, -1.06, -0.26, -0.3, -0.92, 0.9, -0.9, 0.92, 0.3, 0.26, 1.06, -0.62, 0.62));
    brush.line(brush.paper(), 0.09, Brush.polyline(-0.62, 0.62, 0.46, -0.46));
    brush.line(brush.paper(), 0.07, Brush.polyline(-0.16, -0.36, -0.12, 0.12, 0.36, 0.16));
    brush.line(brush.paper(), 0.07, Brush.polyline(0.16, -0.56, 0.18, -0.18, 0.56, -0.16));
  }

  static void flame(Brush brush) {
    brush.fill(
        brush.main(),
        Brush.curves(
            0.08, -0.98, 0.16, -0.5, 0.74, -0.24, 0.74, 0.3, 0.74, 0.72, 0.4, 0.96, 0, 0.96, -0.4,
            0.96, -0.74, 0.7, -0.74, 0.3, -0.74, 0, -0.56, -0.22, -0.4, -0.4, -0.38, -0.2, -0.3,
            -0.08, -0.18, -0.02, -0.26, -0.4, -0.14, -0.76, 0.08, -0.98));
    brush.fill(
        brush.paper(),
        Brush.curves(
            0.06, 0.04, 0.1, 0.26, 0.38, 0.34, 0.38, 0.58, 0.38, 0.8, 0.2, 0.9, 0, 0.9, -0.2, 0.9,
            -0.38, 0.8, -0.38, 0.58, -0.38, 0.34, -0.04, 0.28, 0.06, 0.04));
  }

  static void cloud(Brush brush) {
    brush.disc(brush.main(), -0.52, 0.2, 0.42);
    brush.disc(brush.main(), -0.06, -0.16, 0.52);
    brush.disc(brush.main(), 0.5, 0.14, 0.44);
    brush.fill(brush.main(), Brush.box(-0.78, 0.1, 0.78, 0.62, 0.26));
  }

  static void sun(Brush brush) {
    for (int ray = 0; ray < 8; ray++) {
      Path2D line = Brush.polyline(0, -0.7, 0, -0.88);
      line.transform(AffineTransform.getRotateInstance(ray * Math.PI / 4));
      brush.line(brush.main(), 0.18, line);
    }
    brush.disc(brush.main(), 0, 0, 0.48);
  }

  static void moon(Brush brush) {
    Area area = new Area(Brush.ellipse(0, 0, 0.92, 0.92));
    area.subtract(new Area(Brush.ellipse(0.42, -0.24, 0.74, 0.74)));
    brush.fill(brush.main(), area);
  }

  static void tree(Brush brush) {
    brush.fill(brush.tone(), Brush.box(-0.15, 0.5, 0.15, 0.96, 0.04));
    brush.fillRound(brush.main(), 0.1, Brush.polygon(0, -0.9, 0.42, -0.34, -0.42, -0.34));
    brush.fillRound(brush.main(), 0.1, Brush.polygon(0, -0.56, 0.58, 0.12, -0.58, 0.12));
    brush.fillRound(brush.main(), 0.1, Brush.polygon(0, -0.16, 0.74, 0.58, -0.74, 0.58));
  }

  static void flower(Brush brush) {
    for (int petal = 0; petal < 6; petal++) {
      Shape round =
          AffineTransform.getRotateInstance(petal * Math.PI / 3)
              .createTransformedShape(Brush.ellipse(0, -0.58, 0.3, 0.38));
      brush.fill(brush.main(), round);
    }
    brush.disc(brush.paper(), 0, 0, 0.34);
    brush.disc(brush.tone(), 0, 0, 0.24);
  }

  static void mushroom(Brush brush) {
    brush.fill(brush.tone(), Brush.box(-0.3, -0.05, 0.3, 0.92, 0.22));
    brush.fill(
        brush.main(),
        Brush.curves(
            -0.92, 0.06, -0.92, -1.18, 0.92, -1.18, 0.92, 0.06, 0.92, 0.24, -0.92, 0.24, -0.92,
            0.06));
    brush.disc(brush.paper(), -0.42, -0.24, 0.15);
    brush.disc(brush.paper(), 0.06, -0.54, 0.15);
    brush.disc(brush.paper(), 0.46, -0.16, 0.13);
  }

  static void fish(Brush brush) {
    brush.fillRound(brush.tone(), 0.08, Brush.polygon(0.4, 0, 0.88, -0.46, 0.88, 0.46));
    brush.fill(
        brush.main(),
        Brush.curves(
            -0.94, 0, -0.6, -0.72, 0.26, -0.72, 0.64, 0, 0.26, 0.72, -0.6, 0.72, -0.94, 0));
    brush.disc(brush.paper(), -0.48, -0.12, 0.12);
  }
}
