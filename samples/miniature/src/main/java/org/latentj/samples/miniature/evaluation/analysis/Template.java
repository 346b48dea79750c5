package org.latentj.samples.miniature.evaluation.analysis;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.BitSet;
import org.latentj.samples.miniature.scene.Canvas;
import org.latentj.samples.miniature.scene.ShapeKind;

/**
 * A shape to compare with, inside its radius 1, in an own fine grid.
 *
 * <p>It is laid over pixels so that centroid and area are the same; so it needs no search for place
 * and size.
 */
final class Template {
  private static final int GRID = 256;
  private static final double REACH = 1.12;
  private static final double CELL = 2 * REACH / GRID;

  private final ShapeKind kind;
  private final BitSet cells = new BitSet(GRID * GRID);
  private final double area;
  private final double centroidX;
  private final double centroidY;

  /**
   * Draws a shape.
   *
   * @param degrees turned clockwise
   * @param line 0 for the shape itself; else the width of the line of an outlined one as a fraction
   *     of the radius, for its outer contour, filled
   */
  Template(ShapeKind kind, double degrees, double line) {
    this.kind = kind;
    BufferedImage image = Canvas.square(GRID);
    Graphics2D graphics = Canvas.graphics(image);
    try {
      graphics.scale(1 / CELL, 1 / CELL);
      Shape outline = kind.outline(REACH, REACH, 1 - line / 2, degrees);
      graphics.fill(outline);
      if (line > 0) {
        graphics.setStroke(
            new BasicStroke((float) line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(outline);
      }
    } finally {
      graphics.dispose();
    }
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < GRID * GRID; i++) {
      if ((image.getRGB(i % GRID, i / GRID) & 0xff) > 127) {
        cells.set(i);
        sumX += i % GRID + 0.5;
        sumY += i / GRID + 0.5;
      }
    }
    area = cells.cardinality() * CELL * CELL;
    centroidX = sumX / cells.cardinality() * CELL - REACH;
    centroidY = sumY / cells.cardinality() * CELL - REACH;
  }

  /** The shape. */
  ShapeKind kind() {
    return kind;
  }

  /**
   * How well it covers some pixels.
   *
   * @param scale of the radius, against the one that makes the areas the same
   * @return intersection over union, 0 to 1
   */
  double match(Silhouette pixels, double scale) {
    double radius = scale * Math.sqrt(pixels.area() / area);
    double left = pixels.x() - radius * centroidX;
    double top = pixels.y() - radius * centroidY;
    int common = 0;
    int covered = 0;
    int last = LabPicture.EDGE - 1;
    for (int y = (int) Math.max(0, top - radius); y <= Math.min(last, top + radius); y++) {
      int row = cell((y + 0.5 - top) / radius);
      for (int x = (int) Math.max(0, left - radius); x <= Math.min(last, left + radius); x++) {
        int column = cell((x + 0.5 - left) / radius);
        if (row >= 0 && column >= 0 && cells.get(row * GRID + column)) {
          covered++;
          common += pixels.contains(x, y) ? 1 : 0;
        }
      }
    }
    return common / (pixels.area() + covered - common);
  }

  private static int cell(double coordinate) {
    int cell = (int) Math.floor((coordinate + REACH) / CELL);
    return cell < GRID ? cell : -1;
  }
}
