package org.latentj.inpaint.fill;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.latentj.inpaint.pixels.Planes;

/**
 * Completes the hole with texture from elsewhere in the image (Wexler, Shechtman and Irani,
 * Space-Time Completion of Video, 2007): from the coarsest of several scales to the finest, each
 * pixel becomes a weighted mean of what the best matching patches say of it, and patches are
 * matched anew by PatchMatch (Barnes et al. 2009).
 */
final class PatchMatchFill {
  private static final int COARSE_ROUNDS = 10;
  private static final int FINE_ROUNDS = 3;
  private static final int LEAST_SIDE = 24;

  /** Below so many whole patches, a scale has too little to choose from. */
  private static final int LEAST_SOURCES = 64;

  private PatchMatchFill() {}

  /** Falls back to a membrane where the image has no whole patch outside the hole. */
  static Planes fill(Hole hole, long seed, Pulse pulse) {
    List<Hole> scales = scales(hole);
    if (scales.isEmpty()) {
      return MembraneFill.fill(hole, pulse);
    }
    Random random = new Random(seed);
    int coarsest = scales.size() - 1;
    Planes image = MembraneFill.fill(scales.get(coarsest), pulse);
    NearestPatches finer = null;
    for (int level = coarsest; level >= 0; level--) {
      Hole scale = scales.get(level);
      pulse.check();
      NearestPatches patches = new NearestPatches(scale, random);
      PatchVote vote = new PatchVote(scale, patches);
      if (finer == null) {
        patches.randomize();
      } else {
        patches.enlarge(finer);
        image = vote.of(scale.image());
      }
      int rounds = Math.max(FINE_ROUNDS, COARSE_ROUNDS - 2 * (coarsest - level));
      for (int round = 0; round < rounds; round++) {
        patches.improve(image, round % 2 == 1, pulse);
        image = vote.of(image);
      }
      finer = patches;
    }
    return image;
  }

  /** The finest first; each half of the one before; none if there is no patch to copy. */
  private static List<Hole> scales(Hole hole) {
    List<Hole> scales = new ArrayList<>();
    Hole scale = hole;
    while (NearestPatches.sources(scale).length >= (scales.isEmpty() ? 1 : LEAST_SOURCES)) {
      scales.add(scale);
      if (Math.min(scale.width(), scale.height()) < 2 * LEAST_SIDE || thin(scale)) {
        break;
      }
      scale = halved(scale);
    }
    return scales;
  }

  /** Whether no unknown pixel is farther from a known one than a patch reaches. */
  private static boolean thin(Hole hole) {
    int reach = NearestPatches.RADIUS;
    for (int y = 0; y < hole.height(); y++) {
      for (int x = 0; x < hole.width(); x++) {
        if (!hole.known(x, y) && !NearestPatches.anyKnown(hole, x, y, reach)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Means of 2x2 pixels; unknown where one of them is. */
  private static Hole halved(Hole hole) {
    int width = hole.width() / 2;
    int height = hole.height() / 2;
    boolean[] unknown = new boolean[width * height];
    float[][] out = new float[hole.image().channels()][width * height];
    for (int i = 0; i < unknown.length; i++) {
      int x = i % width * 2;
      int y = i / width * 2;
      int at = y * hole.width() + x;
      int below = at + hole.width();
      unknown[i] =
          !(hole.known(x, y)
              && hole.known(x + 1, y)
              && hole.known(x, y + 1)
              && hole.known(x + 1, y + 1));
      for (int c = 0; !unknown[i] && c < out.length; c++) {
        float[] in = hole.image().channel(c);
        out[c][i] = (in[at] + in[at + 1] + in[below] + in[below + 1]) / 4;
      }
    }
    return new Hole(Planes.of(width, height, out), unknown);
  }
}
