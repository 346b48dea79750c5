package org.latentj.inpaint.fill;

import java.util.Random;
import java.util.stream.IntStream;
import org.latentj.inpaint.pixels.Planes;

/**
 * For each patch that touches the hole, the most similar patch found so far among those that are
 * known altogether: PatchMatch (Barnes, Shechtman, Finkelstein and Goldman 2009). Patches are named
 * by their middle pixel.
 */
final class NearestPatches {
  /** Patches have 7x7 pixels. */
  static final int RADIUS = 3;

  private final Random random;
  private final int width;
  private final int height;

  /** Middles of patches that touch the hole, row by row. */
  private final int[] targets;

  private final boolean[] isTarget;
  private final int[] sources;
  private final boolean[] isSource;
  private final int[] match;
  private final double[] distance;

  NearestPatches(Hole hole, Random random) {
    this.random = random;
    width = hole.width();
    height = hole.height();
    isTarget = new boolean[width * height];
    isSource = new boolean[width * height];
    match = new int[width * height];
    distance = new double[width * height];
    targets =
        IntStream.range(0, width * height)
            .filter(i -> anyUnknown(hole, i % width, i / width))
            .toArray();
    for (int i : targets) {
      isTarget[i] = true;
    }
    sources = sources(hole);
    for (int i : sources) {
      isSource[i] = true;
    }
  }

  /** Middles of the patches that are inside the image and known altogether. */
  static int[] sources(Hole hole) {
    int width = hole.width();
    return IntStream.range(0, width * hole.height())
        .filter(i -> allKnown(hole, i % width, i / width))
        .toArray();
  }

  private static boolean allKnown(Hole hole, int x, int y) {
    for (int dy = -RADIUS; dy <= RADIUS; dy++) {
      for (int dx = -RADIUS; dx <= RADIUS; dx++) {
        if (!hole.known(x + dx, y + dy)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a square around a pixel holds a known one. */
  static boolean anyKnown(Hole hole, int x, int y, int reach) {
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        if (hole.known(x + dx, y + dy)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean anyUnknown(Hole hole, int x, int y) {
    for (int dy = -RADIUS; dy <= RADIUS; dy++) {
      for (int dx = -RADIUS; dx <= RADIUS; dx++) {
        boolean inside =
            x + dx >= 0 && y + dy >= 0 && x + dx < hole.width() && y + dy < hole.height();
        if (inside && !hole.known(x + dx, y + dy)) {
          return true;
        }
      }
    }
    return false;
  }

  int[] targets() {
    return targets;
  }

  /** The middle of the patch that a target was matched with. */
  int match(int target) {
    return match[target];
  }

  /** Mean squared difference of a pixel, at the last improvement. */
  double distance(int target) {
    return distance[target];
  }

  /** Any patch for each. */
  void randomize() {
    for (int target : targets) {
      match[target] = anySource();
    }
  }

  /** Takes the matches of half the size. */
  void enlarge(NearestPatches half) {
    for (int target : targets) {
      int x = Math.min(half.width - 1, target % width / 2);
      int y = Math.min(half.height - 1, target / width / 2);
      int coarse = y * half.width + x;
      int found = -1;
      if (half.isTarget[coarse]) {
        int from = half.match[coarse];
        found =
            source(
                from % half.width * 2 + target % width % 2,
                from / half.width * 2 + target / width % 2);
      }
      match[target] = found < 0 ? anySource() : found;
    }
  }

  /**
   * One sweep of propagation and random search.
   *
   * @param image the image with the hole as it is filled now
   * @param backwards from the last target to the first
   * @param pulse asked on the way
   */
  void improve(Planes image, boolean backwards, Pulse pulse) {
    for (int target : targets) {
      pulse.tick();
      distance[target] = distance(image, target, match[target], Double.POSITIVE_INFINITY);
    }
    int step = backwards ? 1 : -1;
    for (int k = 0; k < targets.length; k++) {
      pulse.tick();
      int target = targets[backwards ? targets.length - 1 - k : k];
      int x = target % width;
      if (x + step >= 0 && x + step < width) {
        propagate(image, target, target + step, -step, 0);
      }
      int beside = target + step * width;
      if (beside >= 0 && beside < match.length) {
        propagate(image, target, beside, 0, -step);
      }
      search(image, target);
    }
  }

  private void propagate(Planes image, int target, int neighbour, int dx, int dy) {
    if (isTarget[neighbour]) {
      int from = match[neighbour];
      tryMatch(image, target, source(from % width + dx, from / width + dy));
    }
  }

  private void search(Planes image, int target) {
    for (int reach = Math.max(width, height); reach >= 1; reach /= 2) {
      int x = match[target] % width + random.nextInt(2 * reach + 1) - reach;
      int y = match[target] / width + random.nextInt(2 * reach + 1) - reach;
      tryMatch(image, target, source(x, y));
    }
    // Around a hole, most of what is near is none: without this a match may never leave its side.
    tryMatch(image, target, anySource());
  }

  private void tryMatch(Planes image, int target, int source) {
    if (source >= 0 && source != match[target]) {
      double found = distance(image, target, source, distance[target]);
      if (found < distance[target]) {
        distance[target] = found;
        match[target] = source;
      }
    }
  }

  private int anySource() {
    return sources[random.nextInt(sources.length)];
  }

  /** A pixel's number if it is a source's middle, else -1. */
  private int source(int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < width && y < height;
    return inside && isSource[y * width + x] ? y * width + x : -1;
  }

  /** The part of the target beyond the image's border does not count. */
  private double distance(Planes image, int target, int source, double limit) {
    int x = target % width;
    int y = target / width;
    int fromX = Math.max(-RADIUS, -x);
    int toX = Math.min(RADIUS, width - 1 - x);
    int fromY = Math.max(-RADIUS, -y);
    int toY = Math.min(RADIUS, height - 1 - y);
    int count = (toX - fromX + 1) * (toY - fromY + 1);
    double most = limit * count;
    double sum = 0;
    for (int dy = fromY; dy <= toY && sum < most; dy++) {
      for (int c = 0; c < image.channels(); c++) {
        float[] plane = image.channel(c);
        int a = target + dy * width;
        int b = source + dy * width;
        for (int dx = fromX; dx <= toX; dx++) {
          double difference = (double) plane[a + dx] - plane[b + dx];
          sum += difference * difference;
        }
      }
    }
    return sum / count;
  }
}
