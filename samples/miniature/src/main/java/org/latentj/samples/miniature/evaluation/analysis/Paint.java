package org.latentj.samples.miniature.evaluation.analysis;

import java.util.BitSet;
import java.util.List;
import org.latentj.samples.miniature.scene.Lab;
import org.latentj.samples.miniature.scene.NamedColor;

/**
 * The colours of one object: one, or the range from its dark to its light side.
 *
 * @param name what most of it is called
 * @param tones from dark to light, at least one
 */
record Paint(NamedColor name, List<Lab> tones) {
  /**
   * Measures an object.
   *
   * @param core pixels that show the object and nothing else, at least one
   */
  static Paint of(LabPicture picture, BitSet core) {
    int[] pixels = core.stream().toArray();
    List<Lab> tones =
        List.of(
            tone(picture, pixels, 0.02, 0.12),
            tone(picture, pixels, 0.2, 0.35),
            tone(picture, pixels, 0.4, 0.6),
            tone(picture, pixels, 0.65, 0.8),
            tone(picture, pixels, 0.88, 0.98));
    return new Paint(PrevailingColor.of(picture, core), tones);
  }

  private static Lab tone(LabPicture picture, int[] pixels, double from, double to) {
    return Lab.of(picture.median(pixels, from, to));
  }

  /** The distance to the nearest tone. */
  double distance(Lab color) {
    double least = Double.POSITIVE_INFINITY;
    for (Lab tone : tones) {
      least = Math.min(least, tone.distance(color));
    }
    return least;
  }

  /** The tone in the middle. */
  Lab middle() {
    return tones.get(tones.size() / 2);
  }
}
