package org.latentj.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of one axis of a picture that is processed by itself.
 *
 * @param start the first pixel that counts
 * @param length how many count
 * @param before how many pixels before them are looked at
 * @param after how many after them
 * @param size of the whole axis
 */
record TileAxis(int start, int length, int before, int after, int size) {

  /**
   * Cuts an axis into stretches of nearly equal length.
   *
   * @param size of the axis
   * @param most how long a stretch may be
   * @param margin how far a pixel sees
   * @param wraps whether the axis' ends meet; where they do not, there is nothing beyond them
   */
  static List<TileAxis> cut(int size, int most, int margin, boolean wraps) {
    int count = (size + most - 1) / most;
    List<TileAxis> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int start = (int) ((long) size * i / count);
      int end = (int) ((long) size * (i + 1) / count);
      int before = wraps ? margin : Math.min(margin, start);
      int after = wraps ? margin : Math.min(margin, size - end);
      all.add(new TileAxis(start, end - start, before, after, size));
    }
    return all;
  }

  /** The whole axis as one stretch, thinned out to {@code most} pixels: blocks of 8, far apart. */
  static int[] sample(int size, int most) {
    int block = 8;
    if (size <= most || most < block) {
      return range(0, Math.min(size, most), size);
    }
    int blocks = most / block;
    int[] indices = new int[blocks * block];
    for (int i = 0; i < indices.length; i++) {
      // In the middle of each of as many equal stretches.
      int from = (int) ((long) size * (2 * (i / block) + 1) / (2L * blocks)) - block / 2;
      indices[i] = from + i % block;
    }
    return indices;
  }

  /** Which pixels of the axis are looked at, in order. */
  int[] indices() {
    return range(start - before, before + length + after, size);
  }

  private static int[] range(int from, int count, int size) {
    int[] indices = new int[count];
    for (int i = 0; i < count; i++) {
      indices[i] = Math.floorMod(from + i, size);
    }
    return indices;
  }

  /** The same in units of which {@code factor} make one of these. */
  TileAxis times(int factor) {
    return new TileAxis(
        start * factor, length * factor, before * factor, after * factor, size * factor);
  }
}
