package org.latentj.inpaint.fill;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.latentj.inpaint.pixels.Planes;

/**
 * What matched patches say of each unknown pixel, averaged (Wexler et al. 2007, section 3.3):
 * patches that match well weigh more, and so do those near the hole's border, which know more.
 */
final class PatchVote {
  private static final double FALL = 1.3;
  private static final double PERCENTILE = 0.75;

  private final Hole hole;
  private final NearestPatches patches;
  private final double[] confidence;

  PatchVote(Hole hole, NearestPatches patches) {
    this.hole = hole;
    this.patches = patches;
    confidence = confidence(hole);
  }

  private static double[] confidence(Hole hole) {
    double[] confidence = new double[hole.unknown().length];
    Arrays.fill(confidence, 1);
    int[] rings = new int[confidence.length];
    new FrontMarch(hole)
        .march(
            (x, y) -> {
              int i = y * hole.width() + x;
              int nearest = Integer.MAX_VALUE;
              int[] beside = {
                x > 0 ? i - 1 : i,
                x < hole.width() - 1 ? i + 1 : i,
                y > 0 ? i - hole.width() : i,
                y < hole.height() - 1 ? i + hole.width() : i
              };
              for (int other : beside) {
                boolean counted = !hole.unknown()[other] || rings[other] > 0;
                nearest = counted ? Math.min(nearest, rings[other]) : nearest;
              }
              rings[i] = nearest + 1;
              confidence[i] = Math.pow(FALL, -rings[i]);
            });
    return confidence;
  }

  /**
   * Votes.
   *
   * @param image gives the known pixels; not modified
   */
  Planes of(Planes image) {
    int width = hole.width();
    int height = hole.height();
    double scale = scale();
    double[] weights = new double[hole.unknown().length];
    double[][] sums = new double[image.channels()][weights.length];
    int reach = NearestPatches.RADIUS;
    for (int target : patches.targets()) {
      double weight = confidence[target] * Math.exp(-patches.distance(target) / (2 * scale));
      int source = patches.match(target);
      for (int dy = -reach; dy <= reach; dy++) {
        for (int dx = -reach; dx <= reach; dx++) {
          int x = target % width + dx;
          int y = target / width + dy;
          if (x >= 0 && y >= 0 && x < width && y < height && hole.unknown()[y * width + x]) {
            int at = y * width + x;
            weights[at] += weight;
            for (int c = 0; c < sums.length; c++) {
              sums[c][at] += weight * hole.image().channel(c)[source + dy * width + dx];
            }
          }
        }
      }
    }
    float[][] out = image.toArrays();
    for (int i = 0; i < weights.length; i++) {
      for (int c = 0; weights[i] > 0 && c < out.length; c++) {
        out[c][i] = (float) (sums[c][i] / weights[i]);
      }
    }
    return Planes.of(width, height, out);
  }

  private double scale() {
    double[] sorted =
        IntStream.of(patches.targets()).mapToDouble(patches::distance).sorted().toArray();
    double scale = sorted[(int) (PERCENTILE * (sorted.length - 1))];
    return scale > 0 ? scale : 1;
  }
}
