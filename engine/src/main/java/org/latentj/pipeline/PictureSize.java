package org.latentj.pipeline;

import java.util.List;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.request.OutputSize;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Fits pictures to the autoencoder, whose latents stand for squares of pixels.
 *
 * @param factor pixels along the edge of such a square, 8
 */
record PictureSize(int factor) {

  /** The nearest size that the factor divides; a remark is added where it is another one. */
  int round(int pixels, String side, List<String> remarks) {
    int rounded = OutputSize.rounded(pixels, factor);
    if (rounded != pixels) {
      remarks.add(
          "%s %d was rounded to %d: sizes are multiples of %d"
              .formatted(side, pixels, rounded, factor));
    }
    return rounded;
  }

  /**
   * Repeats the last row and column of (B, C, H, W) until the factor divides both sides, so that an
   * inpainted picture keeps its size and its pixels their places.
   */
  FloatTensor pad(FloatTensor image) {
    Shape shape = image.shape();
    int planes = shape.size(0) * shape.size(1);
    int height = shape.size(2);
    int width = shape.size(3);
    int h = (height + factor - 1) / factor * factor;
    int w = (width + factor - 1) / factor * factor;
    float[] out = new float[planes * h * w];
    for (int i = 0; i < out.length; i++) {
      int y = Math.min(i / w % h, height - 1);
      int x = Math.min(i % w, width - 1);
      out[i] = image.data()[(i / (w * h) * height + y) * width + x];
    }
    return new FloatTensor(Shape.of(shape.dimension(0), shape.dimension(1), h, w), out);
  }

  /** The upper left part of that size. */
  static Picture crop(Picture picture, int width, int height) {
    return picture.crop(new Region(0, 0, width, height));
  }
}
