package org.latentj.samples.miniature.scene;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures to draw on. */
public final class Canvas {
  private Canvas() {}

  /**
   * A black picture of type {@link BufferedImage#TYPE_INT_RGB}.
   *
   * @param pixels its edge, at least 1
   */
  public static BufferedImage square(int pixels) {
    return new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
  }

  /**
   * Graphics with smooth edges at exact places. The caller disposes of them.
   *
   * @param image drawn on
   */
  public static Graphics2D graphics(BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    return graphics;
  }
}
