package org.latentj.inpaint.fill;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Visits unknown pixels from the hole's border inwards, nearest first: the fast marching method
 * (Sethian 1996; Telea 2004 for inpainting).
 */
final class FrontMarch {
  private final int width;
  private final int height;
  private final boolean[] settled;
  private final double[] distance;
  private final PriorityQueue<Front> heap =
      new PriorityQueue<>(
          Comparator.comparingDouble(Front::distance).thenComparingInt(Front::pixel));

  private record Front(double distance, int pixel) {}

  /** Hears of a pixel when all that are nearer to the border have their values. */
  interface Visitor {
    void visit(int x, int y);
  }

  FrontMarch(Hole hole) {
    width = hole.width();
    height = hole.height();
    settled = new boolean[hole.unknown().length];
    distance = new double[settled.length];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    for (int i = 0; i < settled.length; i++) {
      settled[i] = !hole.unknown()[i];
      distance[i] = settled[i] ? 0 : distance[i];
    }
    for (int i = 0; i < settled.length; i++) {
      if (!settled[i]) {
        arrive(i % width, i / width);
      }
    }
  }

  /** Whether a pixel is inside the image and has its value. */
  boolean settled(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && settled[y * width + x];
  }

  void march(Visitor visitor) {
    while (!heap.isEmpty()) {
      int pixel = heap.remove().pixel();
      if (!settled[pixel]) {
        int x = pixel % width;
        int y = pixel / width;
        visitor.visit(x, y);
        settled[pixel] = true;
        arrive(x - 1, y);
        arrive(x + 1, y);
        arrive(x, y - 1);
        arrive(x, y + 1);
      }
    }
  }

  /** Computes a pixel's distance anew, from those neighbours that are settled. */
  private void arrive(int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height || settled[y * width + x]) {
      return;
    }
    double across = Math.min(at(x - 1, y), at(x + 1, y));
    double down = Math.min(at(x, y - 1), at(x, y + 1));
    double least = Math.min(across, down);
    if (least == Double.POSITIVE_INFINITY) {
      return;
    }
    double gap = Math.abs(across - down);
    // |grad T| = 1, upwind differences along both axes, or along one where the other is too far.
    double found = gap < 1 ? (across + down + Math.sqrt(2 - gap * gap)) / 2 : least + 1;
    if (found < distance[y * width + x]) {
      distance[y * width + x] = found;
      heap.add(new Front(found, y * width + x));
    }
  }

  private double at(int x, int y) {
    return settled(x, y) ? distance[y * width + x] : Double.POSITIVE_INFINITY;
  }
}
