package org.latentj.inpaint.fill;

import org.latentj.inpaint.pixels.Planes;
import org.latentj.inpaint.solve.GaussianBlur;

/**
 * Ever sharper blurs of what is known laid over each other, as {@code fill} in A1111's {@code
 * modules/masking.py}, in floats; where even the widest sees too little, the median shows through.
 */
final class PyramidBlurFill {
  /** Standard deviation and number of repetitions of each layer, widest first. */
  private static final int[][] LAYERS = {{256, 1}, {64, 1}, {16, 2}, {4, 4}, {2, 2}};

  private PyramidBlurFill() {}

  static Planes fill(Hole hole) {
    int width = hole.width();
    int height = hole.height();
    float[][] canvas = Planes.constant(width, height, NeutralFill.medians(hole)).toArrays();
    float[] weight = new float[hole.unknown().length];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = hole.unknown()[i] ? 0 : 1;
    }
    for (int[] layer : LAYERS) {
      float[] seen = GaussianBlur.blur(weight, width, height, layer[0]);
      for (int c = 0; c < canvas.length; c++) {
        // Unknown pixels are 0, so that this is already premultiplied.
        float[] blurred = GaussianBlur.blur(hole.image().channel(c), width, height, layer[0]);
        for (int i = 0; i < seen.length; i++) {
          if (seen[i] > 0) {
            double kept = Math.pow(1 - Math.min(1, seen[i]), layer[1]);
            double value = blurred[i] / seen[i];
            canvas[c][i] = (float) (value + kept * (canvas[c][i] - value));
          }
        }
      }
    }
    return Planes.of(width, height, canvas);
  }
}
