package org.latentj.inpaint.color;

import org.latentj.image.Mask;
import org.latentj.inpaint.pixels.Planes;

/**
 * Brings a painted picture's tones to those of the original: mean and standard deviation of L*, a*
 * and b* (Reinhard et al. 2001, in Lab), measured on the pixels that both have: those which were
 * not to be repainted, and which the model's autoencoder nevertheless shifts.
 */
public final class ColorMatch {
  /** Fewer pixels say too little about tones. */
  private static final int LEAST_PIXELS = 64;

  /**
   * The autoencoder's shifts are small. A larger ratio comes of neighbours that were painted over,
   * and would turn the new object, whose tones are far from theirs, into one of another colour.
   */
  private static final double LARGEST_RATIO = 1.1;

  private static final double FLAT = 0.5;

  private ColorMatch() {}

  /**
   * Matches.
   *
   * @param original red, green and blue from 0 to 255; not modified
   * @param painted of the same size; not modified
   * @param repainted of the same size; only pixels where it is 0 are compared
   * @return the painted picture matched, or as it is if there are too few pixels to compare
   */
  public static Planes to(Planes original, Planes painted, Mask repainted) {
    float[] mask = repainted.toArray();
    LabStatistics wanted = LabStatistics.of(original, mask);
    LabStatistics found = LabStatistics.of(painted, mask);
    if (wanted.count() < LEAST_PIXELS) {
      return painted;
    }
    double[] ratio = new double[3];
    for (int k = 0; k < 3; k++) {
      double measured = wanted.deviation()[k] / found.deviation()[k];
      boolean flat = Math.min(wanted.deviation()[k], found.deviation()[k]) < FLAT;
      ratio[k] = flat ? 1 : Math.max(1 / LARGEST_RATIO, Math.min(LARGEST_RATIO, measured));
    }
    float[][] out = new float[3][painted.pixels()];
    double[] lab = new double[3];
    for (int i = 0; i < painted.pixels(); i++) {
      LabStatistics.read(painted, i, lab);
      for (int k = 0; k < 3; k++) {
        lab[k] = (lab[k] - found.mean()[k]) * ratio[k] + wanted.mean()[k];
      }
      Lab.toRgb(lab);
      for (int c = 0; c < 3; c++) {
        out[c][i] = (float) Math.max(0, Math.min(255, lab[c]));
      }
    }
    return Planes.of(painted.width(), painted.height(), out);
  }
}
