package org.latentj.samples.miniature.scene.icon;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Icons of made things. */
final class Things {
  private Things() {}

  static void house(Brush brush) {
    brush.fill(brush.main(), Brush.box(-0.66, -0.14, 0.66, 0.9, 0.06));
    brush.fillRound(brush.tone(), 0.14, Brush.polygon(0, -0.86, 0.88, -0.06, -0.88, -0.06));
    brush.fill(brush.paper(), Brush.box(-0.18, 0.3, 0.18, 0.91, 0.02));
  }

  static void gear(Brush brush) {
    for (int tooth = 0; tooth < 8; tooth++) {
      Path2D shape = Brush.polygon(-0.2, -0.6, -0.13, -0.93, 0.13, -0.93, 0.2, -0.6);
      shape.transform(AffineTransform.getRotateInstance(tooth * Math.PI / 4));
      brush.fillRound(brush.main(), 0.06, shape);
    }
    brush.disc(brush.main(), 0, 0, 0.7);
    brush.disc(brush.paper(), 0, 0, 0.3);
  }

  static void envelope(Brush brush) {
    brush.fill(brush.main(), Brush.box(-0.95, -0.64, 0.95, 0.64, 0.12));
    brush.line(brush.paper(), 0.12, Brush.polyline(-0.84, -0.5, 0, 0.16, 0.84, -0.5));
  }

  static void magnifyingGlass(Brush brush) {
    brush.line(brush.tone(), 0.3, Brush.polyline(0.42, 0.42, 0.78, 0.78));
    brush.line(brush.main(), 0.24, Brush.ellipse(-0.2, -0.2, 0.58, 0.58));
  }

  static void lock(Brush brush) {
    Path2D shackle = new Path2D.Double();
    shackle.moveTo(-0.42, 0);
    shackle.lineTo(-0.42, -0.36);
    shackle.curveTo(-0.42, -0.98, 0.42, -0.98, 0.42, -0.36);
    shackle.lineTo(0.42, 0);
    brush.line(brush.tone(), 0.2, shackle);
    brush.fill(brush.main(), Brush.box(-0.74, -0.12, 0.74, 0.92, 0.14));
    brush.disc(brush.paper(), 0, 0.28, 0.16);
    brush.fill(brush.paper(), Brush.polygon(-0.07, 0.3, 0.07, 0.3, 0.12, 0.66, -0.12, 0.66));
  }

  static void bell(Brush brush) {
    brush.disc(brush.tone(), 0, 0.74, 0.2);
    brush.disc(brush.main(), 0, -0.82, 0.13);
    brush.fillRound(
        brush.main(),
        0.1,
        Brush.curves(
            -0.8, 0.6, -0.4, 0.3, -0.62, -0.76, 0, -0.76, 0.62, -0.76, 0.4, 0.3, 0.8, 0.6, 0.8, 0.6,
            -0.8, 0.6, -0.8, 0.6));
  }

  static void bulb(Brush brush) {
    brush.fill(
        brush.main(),
        Brush.curves(
            -0.28, 0.44, -0.28, 0.2, -0.64, 0.1, -0.64, -0.32, -0.64, -0.7, -0.36, -0.96, 0, -0.96,
            0.36, -0.96, 0.64, -0.7, 0.64, -0.32, 0.64, 0.1, 0.28, 0.2, 0.28, 0.44));
    brush.fill(brush.tone(), Brush.box(-0.28, 0.52, 0.28, 0.68, 0.07));
    brush.fill(brush.tone(), Brush.box(-0.2, 0.76, 0.2, 0.92, 0.07));
  }

  static void key(Brush brush) {
    brush.line(brush.main(), 0.22, Brush.ellipse(-0.5, 0, 0.32, 0.32));
    brush.line(brush.main(), 0.2, Brush.polyline(-0.16, 0, 0.84, 0));
    brush.line(brush.main(), 0.2, Brush.polyline(0.44, 0, 0.44, 0.28));
    brush.line(brush.main(), 0.2, Brush.polyline(0.82, 0, 0.82, 0.36));
  }

  static void cup(Brush brush) {
    brush.line(brush.tone(), 0.17, Brush.ellipse(0.5, -0.06, 0.34, 0.32));
    brush.fill(
        brush.main(),
        Brush.curves(
            -0.86, -0.56, -0.86, -0.56, 0.5, -0.56, 0.5, -0.56, 0.5, -0.1, 0.5, 0.6, 0.12, 0.6,
            0.12, 0.6, -0.48, 0.6, -0.48, 0.6, -0.86, 0.6, -0.86, -0.1, -0.86, -0.56));
    brush.fill(brush.tone(), Brush.box(-0.94, 0.7, 0.62, 0.86, 0.08));
  }

  static void umbrella(Brush brush) {
    Path2D handle = new Path2D.Double();
    handle.moveTo(0, -0.8);
    handle.lineTo(0, 0.66);
    handle.curveTo(0, 0.94, 0.38, 0.94, 0.38, 0.66);
    brush.line(brush.tone(), 0.14, handle);
    brush.fill(
        brush.main(),
        Brush.curves(
            -0.94, 0.12, -0.9, -1.06, 0.9, -1.06, 0.94, 0.12, 0.84, -0.08, 0.42, -0.08, 0.32, 0.12,
            0.22, -0.08, -0.22, -0.08, -0.32, 0.12, -0.42, -0.08, -0.84, -0.08, -0.94, 0.12));
  }
}
