package org.latentj.inpaint.fill;

import org.latentj.inpaint.pixels.Planes;
import org.latentj.inpaint.solve.LaplaceSolver;

/** A membrane stretched over the hole: Laplace's equation, channel by channel. */
final class MembraneFill {
  private MembraneFill() {}

  static Planes fill(Hole hole, Pulse pulse) {
    Planes image = hole.image();
    float[][] out = new float[image.channels()][];
    for (int c = 0; c < out.length; c++) {
      pulse.check();
      out[c] = LaplaceSolver.solve(image.channel(c), hole.unknown(), hole.width(), hole.height());
    }
    return Planes.of(hole.width(), hole.height(), out);
  }
}
