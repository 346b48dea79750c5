package org.latentj;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import org.latentj.image.Picture;

/** Pictures of plain things, 128 x 128, drawn as a program would. */
final class Drawing {
  private static final int SIDE = 128;

  private final BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);

  private Drawing() {}

  static Drawing on(Color background) {
    Drawing drawing = new Drawing();
    Graphics2D graphics = drawing.image.createGraphics();
    graphics.setColor(background);
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.dispose();
    return drawing;
  }

  Drawing with(Color color, Shape shape) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(color);
    graphics.fill(shape);
    graphics.dispose();
    return this;
  }

  Picture picture() {
    return Picture.of(image);
  }
}
