package org.latentj.samples.miniature.scene.texture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * Draws on a torus: what leaves at an edge comes in at the opposite one. The unit is the tile's
 * edge.
 *
 * @param graphics drawn on, scaled so that the tile is the square from (0, 0) to (1, 1)
 */
record Tile(Graphics2D graphics) {
  private static final Rectangle2D ALL = new Rectangle2D.Double(0, 0, 1, 1);

  void fillAll(Color color) {
    graphics.setColor(color);
    graphics.fill(ALL);
  }

  /** Fills a shape that may reach over edges, by up to one tile at each. */
  void fill(Color color, Shape shape) {
    graphics.setColor(color);
    Rectangle2D bounds = shape.getBounds2D();
    for (int down = -1; down <= 1; down++) {
      for (int across = -1; across <= 1; across++) {
        if (bounds.getMaxX() + across >= 0
            && bounds.getMinX() + across <= 1
            && bounds.getMaxY() + down >= 0
            && bounds.getMinY() + down <= 1) {
          graphics.fill(
              AffineTransform.getTranslateInstance(across, down).createTransformedShape(shape));
        }
      }
    }
  }
}
