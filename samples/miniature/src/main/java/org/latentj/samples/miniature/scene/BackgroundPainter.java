package org.latentj.samples.miniature.scene;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/**
 * Fills graphics whose unit is the picture's edge.
 *
 * @param random decides on slight changes of colour and pattern; advanced
 */
record BackgroundPainter(Background background, Layout layout, SplittableRandom random) {
  /** How far the colours of stripes and checks come together, so that objects stand out. */
  private static final double SOFTNESS = 0.08;

  private static final Rectangle2D ALL = new Rectangle2D.Double(0, 0, 1, 1);

  static BackgroundPainter of(Scene scene, SplittableRandom random) {
    return new BackgroundPainter(scene.background(), scene.layout(), random);
  }

  void paint(Graphics2D graphics) {
    Color first = Colors.jittered(background.first(), random);
    Color second = Colors.jittered(background.second(), random);
    Color softFirst = Colors.mix(first, second, SOFTNESS);
    Color softSecond = Colors.mix(second, first, SOFTNESS);
    switch (background.pattern()) {
      case PLAIN -> fill(graphics, first);
      case GRADIENT -> gradient(graphics, first, second);
      case STRIPED -> {
        fill(graphics, softFirst);
        graphics.setColor(softSecond);
        graphics.fill(stripes());
      }
      case CHECKERED -> {
        fill(graphics, softFirst);
        graphics.setColor(softSecond);
        graphics.fill(checks());
      }
      case DOTTED -> {
        fill(graphics, first);
        graphics.setColor(second);
        graphics.fill(dots());
      }
    }
  }

  private static void fill(Graphics2D graphics, Color color) {
    graphics.setColor(color);
    graphics.fill(ALL);
  }

  private void gradient(Graphics2D graphics, Color first, Color second) {
    boolean down = random.nextBoolean();
    graphics.setPaint(new GradientPaint(0, 0, first, down ? 0 : 1, down ? 1 : 0, second));
    graphics.fill(ALL);
  }

  private Path2D stripes() {
    double width = length(9, 14, Layout.STEP);
    double slant = random.nextInt(3) - 1;
    boolean lying = slant == 0 && random.nextBoolean();
    // A slanting stripe is measured along the edge, where it is the wider by the root of two.
    boolean upright = slant == 0 || layout == Layout.ALIGNED;
    double step = upright ? width : width * Math.sqrt(2);
    Path2D path = new Path2D.Double();
    for (double at = -1 - 2 * step * phase(); at < 2; at += 2 * step) {
      if (lying) {
        path.append(new Rectangle2D.Double(0, at, 1, step), false);
      } else {
        path.moveTo(at, 0);
        path.lineTo(at + step, 0);
        path.lineTo(at + step + slant, 1);
        path.lineTo(at + slant, 1);
        path.closePath();
      }
    }
    return path;
  }

  private Path2D checks() {
    double size = length(11, 17, Layout.STEP);
    double left = -2 * size * phase();
    double top = -2 * size * phase();
    Path2D path = new Path2D.Double();
    for (int row = 0; top + row * size < 1; row++) {
      for (double x = left + row % 2 * size; x < 1; x += 2 * size) {
        path.append(new Rectangle2D.Double(x, top + row * size, size, size), false);
      }
    }
    return path;
  }

  private Path2D dots() {
    double step = length(17, 24, 2 * Layout.STEP);
    double radius = random.nextDouble(0.2, 0.26) * step;
    double left = -step * phase();
    double top = -step * phase();
    Path2D path = new Path2D.Double();
    for (int row = 0; top + row * step < 1 + radius; row++) {
      for (double x = left - row % 2 * step / 2; x < 1 + radius; x += step) {
        path.append(
            new Ellipse2D.Double(x - radius, top + row * step - radius, 2 * radius, 2 * radius),
            false);
      }
    }
    return path;
  }

  /** A length in pixels of 128 from a range, as a fraction; aligned patterns know only one. */
  private double length(double least, double most, double aligned) {
    double free = random.nextDouble(least, most) / 128;
    return layout == Layout.FREE ? free : aligned;
  }

  /** The share of a period that a pattern begins at; aligned ones begin at 0 or a half. */
  private double phase() {
    double free = random.nextDouble();
    return layout == Layout.FREE ? free : Math.round(free) / 2.0;
  }
}
