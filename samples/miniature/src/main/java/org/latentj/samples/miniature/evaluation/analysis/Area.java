package org.latentj.samples.miniature.evaluation.analysis;

import static org.latentj.samples.miniature.evaluation.analysis.LabPicture.EDGE;
import static org.latentj.samples.miniature.evaluation.analysis.LabPicture.PIXELS;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** Sets of pixels of a {@link LabPicture}, by their index. Methods return new sets. */
final class Area {
  private Area() {}

  /** The pixels that a test is true for. */
  static BitSet where(IntPredicate test) {
    BitSet pixels = new BitSet(PIXELS);
    for (int i = 0; i < PIXELS; i++) {
      pixels.set(i, test.test(i));
    }
    return pixels;
  }

  /** The pixels outside. */
  static BitSet not(BitSet pixels) {
    BitSet rest = (BitSet) pixels.clone();
    rest.flip(0, PIXELS);
    return rest;
  }

  /** The pixels of both. */
  static BitSet and(BitSet some, BitSet others) {
    BitSet both = (BitSet) some.clone();
    both.and(others);
    return both;
  }

  /**
   * With all pixels within a distance of it.
   *
   * @param reach in pixels, 0 or more
   */
  static BitSet grown(BitSet pixels, double reach) {
    int[][] offsets = offsets(reach);
    BitSet grown = new BitSet(PIXELS);
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      for (int[] offset : offsets) {
        int shifted = shifted(i, offset);
        if (shifted >= 0) {
          grown.set(shifted);
        }
      }
    }
    return grown;
  }

  /** Without the pixels within a distance of the outside; the picture's border is no outside. */
  static BitSet shrunk(BitSet pixels, double reach) {
    int[][] offsets = offsets(reach);
    BitSet shrunk = new BitSet(PIXELS);
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      shrunk.set(i, isInside(pixels, i, offsets));
    }
    return shrunk;
  }

  private static boolean isInside(BitSet pixels, int index, int[][] offsets) {
    for (int[] offset : offsets) {
      int i = shifted(index, offset);
      if (i >= 0 && !pixels.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** The pixel at an offset, or -1 beyond the picture's border. */
  private static int shifted(int index, int[] offset) {
    int x = index % EDGE + offset[0];
    int y = index / EDGE + offset[1];
    return x >= 0 && x < EDGE && y >= 0 && y < EDGE ? y * EDGE + x : -1;
  }

  /** The offsets within a distance, each [dx, dy]. */
  private static int[][] offsets(double reach) {
    List<int[]> offsets = new ArrayList<>();
    int most = (int) reach;
    for (int dy = -most; dy <= most; dy++) {
      for (int dx = -most; dx <= most; dx++) {
        if (dx * dx + dy * dy <= reach * reach) {
          offsets.add(new int[] {dx, dy});
        }
      }
    }
    return offsets.toArray(int[][]::new);
  }

  /** Without what no disc of this radius fits into. */
  static BitSet opened(BitSet pixels, double radius) {
    return grown(shrunk(pixels, radius), radius);
  }

  /**
   * The connected parts; pixels that touch at a corner only are not connected.
   *
   * @param least pixels of a part; smaller ones are left out
   * @return the largest first
   */
  static List<BitSet> parts(BitSet pixels, int least) {
    List<BitSet> parts = new ArrayList<>();
    BitSet left = (BitSet) pixels.clone();
    for (int start = left.nextSetBit(0); start >= 0; start = left.nextSetBit(start)) {
      BitSet part = flood(left, start);
      left.andNot(part);
      if (part.cardinality() >= least) {
        parts.add(part);
      }
    }
    parts.sort((p, q) -> q.cardinality() - p.cardinality());
    return parts;
  }

  private static BitSet flood(BitSet pixels, int start) {
    BitSet part = new BitSet(PIXELS);
    int[] stack = new int[4 * PIXELS];
    int size = 0;
    stack[size++] = start;
    while (size > 0) {
      int i = stack[--size];
      if (!pixels.get(i) || part.get(i)) {
        continue;
      }
      part.set(i);
      if (i % EDGE > 0) {
        stack[size++] = i - 1;
      }
      if (i % EDGE < EDGE - 1) {
        stack[size++] = i + 1;
      }
      if (i >= EDGE) {
        stack[size++] = i - EDGE;
      }
      if (i < PIXELS - EDGE) {
        stack[size++] = i + EDGE;
      }
    }
    return part;
  }

  /** The connected parts outside that do not reach the picture's border, the largest first. */
  static List<BitSet> holes(BitSet pixels) {
    return parts(not(pixels), 1).stream()
        .filter(part -> part.stream().noneMatch(Area::atBorder))
        .toList();
  }

  private static boolean atBorder(int i) {
    return i < EDGE || i >= PIXELS - EDGE || i % EDGE == 0 || i % EDGE == EDGE - 1;
  }
}
