package org.latentj.samples.miniature.evaluation.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Lines with marks over two linear axes, with a legend. Needs fonts but no display.
 *
 * @param title above the plot
 * @param x the axis to the right
 * @param y the axis upwards
 * @param series at most six
 */
public record LinePlot(String title, Axis x, Axis y, List<Series> series) {
  private static final int WIDTH = 800;
  private static final int HEIGHT = 480;
  private static final int LEFT = 76;
  private static final int RIGHT = 590;
  private static final int TOP = 52;
  private static final int BOTTOM = 408;
  private static final int TICK = 5;
  private static final double MARK = 4;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final Color GRID = new Color(0xE4E4E4);
  private static final Color INK = new Color(0x303030);

  /** Told apart also by the colour-blind: Okabe and Ito, "Color Universal Design", 2008. */
  private static final Color[] LINES = {
    new Color(0xD55E00),
    new Color(0x0072B2),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0xE69F00),
    new Color(0x56B4E9)
  };

  /** Copies the list. */
  public LinePlot {
    series = List.copyOf(series);
    if (series.size() > LINES.length) {
      throw new IllegalArgumentException(
          "expected at most %d lines but got %d".formatted(LINES.length, series.size()));
    }
  }

  /** A new image of 800 x 480 pixels of type {@link BufferedImage#TYPE_INT_RGB}. */
  public BufferedImage draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, WIDTH, HEIGHT);
      graphics.setFont(TEXT);
      drawAcross(graphics);
      drawUp(graphics);
      for (int i = 0; i < series.size(); i++) {
        graphics.setColor(LINES[i]);
        drawLine(graphics, series.get(i));
        drawLegend(graphics, i);
      }
      graphics.setColor(INK);
      graphics.setFont(TITLE);
      centred(graphics, title, (LEFT + RIGHT) / 2, TOP - 22);
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private void drawAcross(Graphics2D graphics) {
    for (double tick : x.ticks()) {
      double at = across(tick);
      graphics.setColor(GRID);
      graphics.draw(new Line2D.Double(at, TOP, at, BOTTOM));
      graphics.setColor(INK);
      graphics.draw(new Line2D.Double(at, BOTTOM, at, BOTTOM + TICK));
      centred(graphics, Axis.text(tick), (int) at, BOTTOM + 21);
    }
    centred(graphics, x.label(), (LEFT + RIGHT) / 2, BOTTOM + 48);
  }

  private void drawUp(Graphics2D graphics) {
    FontMetrics metrics = graphics.getFontMetrics();
    for (double tick : y.ticks()) {
      double at = up(tick);
      graphics.setColor(GRID);
      graphics.draw(new Line2D.Double(LEFT, at, RIGHT, at));
      graphics.setColor(INK);
      graphics.draw(new Line2D.Double(LEFT - TICK, at, LEFT, at));
      String text = Axis.text(tick);
      graphics.drawString(text, LEFT - 10 - metrics.stringWidth(text), (int) at + 5);
    }
    graphics.draw(new Line2D.Double(LEFT, TOP, LEFT, BOTTOM));
    graphics.draw(new Line2D.Double(LEFT, BOTTOM, RIGHT, BOTTOM));
    graphics.rotate(-Math.PI / 2);
    centred(graphics, y.label(), -(TOP + BOTTOM) / 2, 24);
    graphics.rotate(Math.PI / 2);
  }

  private void drawLine(Graphics2D graphics, Series line) {
    Path2D path = new Path2D.Double();
    for (Point2D point : line.points()) {
      double left = across(point.getX());
      double top = up(point.getY());
      if (path.getCurrentPoint() == null) {
        path.moveTo(left, top);
      } else {
        path.lineTo(left, top);
      }
      graphics.fill(new Ellipse2D.Double(left - MARK, top - MARK, 2 * MARK, 2 * MARK));
    }
    graphics.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  private void drawLegend(Graphics2D graphics, int index) {
    int left = RIGHT + 24;
    int top = TOP + 16 + 26 * index;
    graphics.draw(new Line2D.Double(left, top, left + 28, top));
    graphics.fill(new Ellipse2D.Double(left + 14 - MARK, top - MARK, 2 * MARK, 2 * MARK));
    graphics.setColor(INK);
    graphics.drawString(series.get(index).name(), left + 38, top + 5);
  }

  private double across(double value) {
    return LEFT + x.share(value) * (RIGHT - LEFT);
  }

  private double up(double value) {
    return BOTTOM - y.share(value) * (BOTTOM - TOP);
  }

  private static void centred(Graphics2D graphics, String text, int middle, int baseline) {
    int width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, middle - width / 2, baseline);
  }
}
