package org.latentj.inpaint;

import java.util.Locale;
import org.latentj.image.Mask;
import org.latentj.inpaint.pixels.DeepImage;

/**
 * What an edit changed, measured on the samples.
 *
 * @param changedPixels pixels of which a sample's bits differ
 * @param changedOutside those of them outside the feathered selection; 0
 * @param largestChangeOutside the largest difference of a sample outside the feathered selection,
 *     in the image's own units; 0
 * @param changed 1 at every changed pixel, else 0
 */
public record ChangeReport(
    int changedPixels, int changedOutside, double largestChangeOutside, Mask changed) {

  /**
   * Compares two images.
   *
   * @param selection what was allowed to change: where it is above 0
   */
  public static ChangeReport of(DeepImage before, DeepImage after, Mask selection) {
    float[] inside = selection.toArray();
    float[] differs = new float[inside.length];
    int changed = 0;
    int outside = 0;
    double largest = 0;
    for (int c = 0; c < before.samples().channels(); c++) {
      float[] old = before.samples().channel(c);
      float[] fresh = after.samples().channel(c);
      for (int i = 0; i < inside.length; i++) {
        if (Float.floatToRawIntBits(old[i]) != Float.floatToRawIntBits(fresh[i])) {
          outside += inside[i] > 0 || differs[i] > 0 ? 0 : 1;
          changed += differs[i] > 0 ? 0 : 1;
          differs[i] = 1;
          largest = inside[i] > 0 ? largest : Math.max(largest, difference(old[i], fresh[i]));
        }
      }
    }
    return new ChangeReport(
        changed, outside, largest, Mask.of(selection.width(), selection.height(), differs));
  }

  private static double difference(float old, float fresh) {
    double difference = Math.abs((double) fresh - old);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  /** One line for a log, for example that of the image. */
  public String sentence() {
    return changedOutside == 0
        ? "%d changed pixels, all inside the feathered selection; largest change outside = 0"
            .formatted(changedPixels)
        : String.format(
            Locale.ROOT,
            "%d changed pixels, %d of them OUTSIDE the feathered selection; largest change outside"
                + " = %s",
            changedPixels,
            changedOutside,
            largestChangeOutside);
  }
}
