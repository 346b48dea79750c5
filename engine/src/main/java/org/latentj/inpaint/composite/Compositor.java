package org.latentj.inpaint.composite;

import org.latentj.image.Mask;
import org.latentj.inpaint.pixels.Planes;
import org.latentj.inpaint.solve.LaplaceSolver;

/** Prepares what a model painted to be laid over an original. */
public final class Compositor {
  private Compositor() {}

  /**
   * The layer to lay over the original.
   *
   * @param original any channels, finite; not modified
   * @param painted of the same size and channels; not modified
   * @param alpha of the same size: 1 shows what was painted, 0 the original
   * @return a layer whose alpha is 0 where this one is, and above 0 where this one is
   */
  public static Layer layer(CompositeKind kind, Planes original, Planes painted, Mask alpha) {
    return switch (kind) {
      case ALPHA -> new Layer(painted, alpha);
      case MEMBRANE -> new Layer(membrane(original, painted, alpha), alpha);
      case PYRAMID -> pyramid(original, painted, alpha);
    };
  }

  /** {@code painted + h}, where h is the difference at the border, harmonic inside. */
  private static Planes membrane(Planes original, Planes painted, Mask alpha) {
    float[] weights = alpha.toArray();
    boolean[] inside = new boolean[weights.length];
    boolean border = false;
    for (int i = 0; i < inside.length; i++) {
      inside[i] = weights[i] > 0;
      border |= !inside[i];
    }
    if (!border) {
      return painted;
    }
    float[][] out = painted.toArrays();
    for (int c = 0; c < out.length; c++) {
      float[] difference = new float[inside.length];
      for (int i = 0; i < inside.length; i++) {
        difference[i] = original.channel(c)[i] - painted.channel(c)[i];
      }
      float[] h = LaplaceSolver.solve(difference, inside, painted.width(), painted.height());
      for (int i = 0; i < inside.length; i++) {
        out[c][i] += h[i];
      }
    }
    return Planes.of(painted.width(), painted.height(), out);
  }

  /** Octaves are mixed at the feather's middle; its outer half keeps the mixture to alpha. */
  private static Layer pyramid(Planes original, Planes painted, Mask alpha) {
    int width = painted.width();
    int height = painted.height();
    float[] outer = alpha.toArray();
    for (int i = 0; i < outer.length; i++) {
      outer[i] = Math.min(1, 2 * outer[i]);
    }
    float[] middle = alpha.threshold().toArray();
    float[][] out = new float[painted.channels()][];
    for (int c = 0; c < out.length; c++) {
      out[c] =
          LaplacianPyramid.blend(original.channel(c), painted.channel(c), middle, width, height);
    }
    return new Layer(Planes.of(width, height, out), Mask.of(width, height, outer));
  }
}
