package org.latentj.pipeline;

import java.util.Collections;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** Masks as tensors: 1 repaints, 0 keeps. */
final class Masks {
  private Masks() {}

  /** {@code (1 - mask) * kept + mask * painted}, element by element; all of one shape. */
  static FloatTensor blend(FloatTensor kept, FloatTensor painted, FloatTensor mask) {
    float[] out = new float[kept.data().length];
    for (int i = 0; i < out.length; i++) {
      float m = mask.data()[i];
      out[i] = (1 - m) * kept.data()[i] + m * painted.data()[i];
    }
    return new FloatTensor(kept.shape(), out);
  }

  /** 1 where the value is 0.5 or more, else 0. */
  static FloatTensor threshold(FloatTensor mask) {
    float[] out = new float[mask.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = mask.data()[i] >= 0.5f ? 1 : 0;
    }
    return new FloatTensor(mask.shape(), out);
  }

  /** The upper left value of every block, as torch's nearest interpolation takes it. */
  static FloatTensor shrink(FloatTensor mask, int factor) {
    Shape shape = mask.shape();
    int planes = shape.size(0) * shape.size(1);
    int height = shape.size(2);
    int width = shape.size(3);
    int h = height / factor;
    int w = width / factor;
    float[] out = new float[planes * h * w];
    for (int i = 0; i < out.length; i++) {
      int plane = i / (h * w);
      int y = i / w % h;
      int x = i % w;
      out[i] = mask.data()[(plane * height + y * factor) * width + x * factor];
    }
    return new FloatTensor(Shape.of(shape.dimension(0), shape.dimension(1), h, w), out);
  }

  /** The greatest value of every block, so that nothing selected is lost. */
  static FloatTensor shrinkMax(FloatTensor mask, int factor) {
    Shape shape = mask.shape();
    int height = shape.size(2);
    int width = shape.size(3);
    int h = height / factor;
    int w = width / factor;
    float[] out = new float[shape.size(0) * shape.size(1) * h * w];
    for (int i = 0; i < mask.data().length; i++) {
      int y = i / width % height / factor;
      int x = i % width / factor;
      if (y < h && x < w) {
        int at = (i / (width * height) * h + y) * w + x;
        out[at] = Math.max(out[at], mask.data()[i]);
      }
    }
    return new FloatTensor(Shape.of(shape.dimension(0), shape.dimension(1), h, w), out);
  }

  /** The greatest value of the 3x3 pixels around each. */
  static FloatTensor inflate(FloatTensor mask) {
    int height = mask.shape().size(2);
    int width = mask.shape().size(3);
    float[] out = new float[mask.data().length];
    for (int i = 0; i < out.length; i++) {
      int x = i % width;
      int y = i / width % height;
      int plane = i - y * width - x;
      for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          out[i] = Math.max(out[i], mask.data()[plane + v * width + u]);
        }
      }
    }
    return new FloatTensor(mask.shape(), out);
  }

  /** A one-channel mask repeated over {@code channels} channels. */
  static FloatTensor overChannels(FloatTensor mask, int channels) {
    return Tensors.joinChannels(Collections.nCopies(channels, mask));
  }

  /** The picture with mid-grey (0 in [-1, 1]) where the mask repaints. */
  static FloatTensor hole(FloatTensor image, FloatTensor mask) {
    Shape shape = image.shape();
    FloatTensor wide = overChannels(Tensors.expand(mask, shape.size(0)), shape.size(1));
    float[] out = new float[image.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = wide.data()[i] < 0.5f ? image.data()[i] : 0;
    }
    return new FloatTensor(shape, out);
  }
}
