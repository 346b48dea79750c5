package org.latentj.samples.miniature.scene.micrograph;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws how bright a specimen is: gray on black.
 *
 * @param graphics whose unit is the picture's edge
 */
record SpecimenPainter(Graphics2D graphics, SplittableRandom random) {
  /** A centre and the distance that others keep from it. */
  private record Spot(double x, double y, double reach) {}

  void paint(Specimen specimen, int count) {
    switch (specimen) {
      case ROUND_NUCLEI -> nuclei(count, 1.0, 1.25);
      case ELONGATED_NUCLEI -> nuclei(count, 2.0, 2.6);
      case FIBERS -> fibers(count);
      case BACTERIA -> bacteria(count);
    }
  }

  private void nuclei(int count, double leastAspect, double mostAspect) {
    double common = random.nextDouble(Math.PI);
    for (Spot spot : spots(count, 0.05, 0.072, leastAspect > 1.5 ? 1.15 : 0.92)) {
      double aspect = Math.sqrt(random.nextDouble(leastAspect, mostAspect));
      double angle = common + random.nextDouble(-0.45, 0.45);
      double radius = spot.reach();
      float brightness = (float) random.nextDouble(0.7, 1);
      fill(brightness, spot, angle, ellipse(radius * aspect, radius / aspect));
      for (int nucleolus = random.nextInt(1, 4); nucleolus > 0; nucleolus--) {
        double inside = radius * 0.5;
        Spot dark =
            new Spot(
                spot.x() + random.nextDouble(-inside, inside) / aspect,
                spot.y() + random.nextDouble(-inside, inside) / aspect,
                radius * random.nextDouble(0.16, 0.26));
        fill(0.72f * brightness, dark, 0, ellipse(dark.reach(), dark.reach()));
      }
    }
  }

  private void bacteria(int count) {
    for (Spot spot : spots(count, 0.024, 0.04, 1)) {
      double angle = random.nextDouble(2 * Math.PI);
      double half = spot.reach();
      stroke(random.nextDouble(0.034, 0.04), random.nextDouble(0.65, 1));
      graphics.draw(
          new Line2D.Double(
              spot.x() - half * Math.cos(angle),
              spot.y() - half * Math.sin(angle),
              spot.x() + half * Math.cos(angle),
              spot.y() + half * Math.sin(angle)));
    }
  }

  private void fibers(int count) {
    for (int i = 0; i < count; i++) {
      double angle = random.nextDouble(2 * Math.PI);
      double aside = random.nextDouble(-0.55, 0.55);
      double x = 0.5 - aside * Math.sin(angle);
      double y = 0.5 + aside * Math.cos(angle);
      double reachX = 0.8 * Math.cos(angle);
      double reachY = 0.8 * Math.sin(angle);
      stroke(random.nextDouble(0.012, 0.022), random.nextDouble(0.5, 1));
      graphics.draw(
          new CubicCurve2D.Double(
              x - reachX,
              y - reachY,
              x - reachX / 3 + random.nextDouble(-0.2, 0.2),
              y - reachY / 3 + random.nextDouble(-0.2, 0.2),
              x + reachX / 3 + random.nextDouble(-0.2, 0.2),
              y + reachY / 3 + random.nextDouble(-0.2, 0.2),
              x + reachX,
              y + reachY));
    }
  }

  /** Places that do not overlap, fewer than wanted where there is no room left. */
  private List<Spot> spots(int count, double least, double most, double distance) {
    List<Spot> spots = new ArrayList<>();
    for (int attempt = 0; attempt < 12 * count && spots.size() < count; attempt++) {
      Spot spot =
          new Spot(
              random.nextDouble(0.02, 0.98),
              random.nextDouble(0.02, 0.98),
              random.nextDouble(least, most));
      if (spots.stream()
          .allMatch(
              other ->
                  Math.hypot(spot.x() - other.x(), spot.y() - other.y())
                      > distance * (spot.reach() + other.reach()))) {
        spots.add(spot);
      }
    }
    return spots;
  }

  private void fill(float brightness, Spot spot, double angle, Shape shape) {
    AffineTransform placing = AffineTransform.getTranslateInstance(spot.x(), spot.y());
    placing.rotate(angle);
    graphics.setColor(gray(brightness));
    graphics.fill(placing.createTransformedShape(shape));
  }

  private void stroke(double width, double brightness) {
    graphics.setColor(gray((float) brightness));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
  }

  private static Color gray(float brightness) {
    return new Color(brightness, brightness, brightness);
  }

  private static Shape ellipse(double radiusX, double radiusY) {
    return new Ellipse2D.Double(-radiusX, -radiusY, 2 * radiusX, 2 * radiusY);
  }
}
