package org.latentj.samples.miniature.scene;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Point2D;
import java.util.SplittableRandom;

/**
 * Draws one object on graphics whose unit is the picture's edge.
 *
 * @param color near the object's
 * @param degrees turned clockwise
 */
record ObjectPainter(SceneObject object, Color color, double degrees) {
  private static final double LEAST_LINE = 6.4 / 128;
  private static final double LINE_PER_RADIUS = 0.18;
  private static final double SHADOW_OFFSET = 2.5 / 128;
  private static final double SHADOW_SOFTNESS = 2.5 / 128;
  private static final int SHADOW_LAYERS = 5;

  /** With slight changes of colour and, unless aligned or round, of angle. */
  static ObjectPainter of(SceneObject object, Layout layout, SplittableRandom random) {
    Color color = Colors.jittered(object.color(), random);
    double degrees = random.nextDouble(-6, 6);
    boolean upright = layout == Layout.ALIGNED || object.shape().isRound();
    return new ObjectPainter(object, color, upright ? 0 : degrees);
  }

  void paintShadow(Graphics2D graphics) {
    if (object.style() != Style.SHADED) {
      return;
    }
    graphics.setColor(new Color(0, 0, 0, 22));
    for (int layer = 0; layer < SHADOW_LAYERS; layer++) {
      double growth = SHADOW_SOFTNESS * (2.0 * layer / (SHADOW_LAYERS - 1) - 1);
      graphics.fill(
          object
              .shape()
              .outline(
                  object.x() + SHADOW_OFFSET,
                  object.y() + SHADOW_OFFSET,
                  object.radius() + growth,
                  degrees));
    }
  }

  void paint(Graphics2D graphics) {
    double x = object.x();
    double y = object.y();
    double radius = object.radius();
    ShapeKind shape = object.shape();
    switch (object.style()) {
      case PLAIN -> {
        graphics.setPaint(color);
        graphics.fill(shape.outline(x, y, radius, degrees));
      }
      case SHADED -> {
        graphics.setPaint(shading());
        graphics.fill(shape.outline(x, y, radius, degrees));
      }
      case OUTLINED -> {
        double line = Math.max(LEAST_LINE, LINE_PER_RADIUS * radius);
        graphics.setPaint(color);
        graphics.setStroke(
            new BasicStroke((float) line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape.outline(x, y, radius - line / 2, degrees));
      }
    }
  }

  /** Lit from the top left; of the named colour around the centre. */
  private Paint shading() {
    double reach = 1.6 * object.radius();
    double aside = 0.37 * object.radius();
    double light = object.color() == NamedColor.BLACK ? 0.16 : 0.3;
    double dark = object.color() == NamedColor.WHITE ? 0.16 : 0.3;
    return new RadialGradientPaint(
        new Point2D.Double(object.x() - aside, object.y() - aside),
        (float) reach,
        new float[] {0, 0.33f, 1},
        new Color[] {
          Colors.mix(color, Color.WHITE, light), color, Colors.mix(color, Color.BLACK, dark)
        });
  }
}
