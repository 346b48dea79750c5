package org.latentj.inpaint.fill;

import java.util.Arrays;
import org.latentj.inpaint.pixels.Planes;

/** One value a channel. */
final class NeutralFill {
  private NeutralFill() {}

  static Planes fill(Hole hole, float[] values) {
    if (values.length != hole.image().channels()) {
      throw new IllegalArgumentException(
          "expected a neutral value for each of %d channels but got %d"
              .formatted(hole.image().channels(), values.length));
    }
    return Planes.constant(hole.width(), hole.height(), values);
  }

  /** The median of what is known, channel by channel. */
  static float[] medians(Hole hole) {
    float[] medians = new float[hole.image().channels()];
    for (int c = 0; c < medians.length; c++) {
      float[] channel = hole.image().channel(c);
      float[] known = new float[channel.length];
      int count = 0;
      for (int i = 0; i < channel.length; i++) {
        if (!hole.unknown()[i]) {
          known[count++] = channel[i];
        }
      }
      Arrays.sort(known, 0, count);
      medians[c] = known[count / 2];
    }
    return medians;
  }
}
