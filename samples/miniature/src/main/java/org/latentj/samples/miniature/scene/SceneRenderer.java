package org.latentj.samples.miniature.scene;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws scenes. */
public final class SceneRenderer {
  private SceneRenderer() {}

  /**
   * Draws a scene with smooth edges: always the same way, and alike in every size.
   *
   * @param pixels the picture's edge, at least 16
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   */
  public static BufferedImage render(Scene scene, int pixels) {
    if (pixels < 16) {
      throw new IllegalArgumentException("expected at least 16 pixels but got " + pixels);
    }
    SplittableRandom random = new SplittableRandom(scene.jitter());
    BufferedImage image = Canvas.square(pixels);
    Graphics2D graphics = Canvas.graphics(image);
    try {
      graphics.scale(pixels, pixels);
      BackgroundPainter.of(scene, random.split()).paint(graphics);
      List<ObjectPainter> painters = new ArrayList<>();
      for (SceneObject object : scene.objects()) {
        painters.add(ObjectPainter.of(object, scene.layout(), random));
      }
      // All shadows first, lest one falls upon a neighbour.
      painters.forEach(painter -> painter.paintShadow(graphics));
      painters.forEach(painter -> painter.paint(graphics));
    } finally {
      graphics.dispose();
    }
    return image;
  }
}
