package org.latentj.pipeline;

import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.ResampleFilter;
import org.latentj.request.ControlImage;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** Hints as ControlNets take them. */
final class ControlHints {
  private static final double HOLE = 0.5;

  private ControlHints() {}

  /**
   * A hint of that size.
   *
   * @return (1, 3, height, width) in [0, 1], -1 in the hole
   */
  static FloatTensor tensor(ControlImage image, int width, int height) {
    Picture picture = image.picture();
    boolean resized = picture.width() != width || picture.height() != height;
    Picture fitted = resized ? picture.resize(width, height, ResampleFilter.LANCZOS) : picture;
    byte[] rgb = fitted.toRgb();
    int pixels = width * height;
    FloatTensor hint = FloatTensor.zeros(Shape.of(1, 3, height, width));
    for (int i = 0; i < rgb.length; i++) {
      hint.data()[i % 3 * pixels + i / 3] = (rgb[i] & 0xff) / 255f;
    }
    image.hole().ifPresent(hole -> cut(hint, hole, width, height));
    return hint;
  }

  private static void cut(FloatTensor hint, Mask hole, int width, int height) {
    boolean resized = hole.width() != width || hole.height() != height;
    Mask fitted = resized ? hole.resize(width, height, ResampleFilter.LANCZOS) : hole;
    float[] values = fitted.toArray();
    for (int i = 0; i < hint.data().length; i++) {
      if (values[i % values.length] >= HOLE) {
        hint.data()[i] = -1;
      }
    }
  }
}
