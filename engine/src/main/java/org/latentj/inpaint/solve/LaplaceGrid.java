package org.latentj.inpaint.solve;

import java.util.Arrays;

/**
 * One level of the multigrid: {@code sum over neighbours (u - neighbour) = right side} at unknown
 * cells. A coarser cell stands for 2x2 finer ones and is unknown if all of those are.
 */
final class LaplaceGrid {
  private static final int SMOOTHINGS = 2;
  private static final int COARSEST = 64;

  final double[] solution;
  private final double[] rightSide;
  private final boolean[] unknown;
  private final int width;
  private final int height;
  private final LaplaceGrid coarser;

  private LaplaceGrid(boolean[] unknown, int width, int height) {
    this.unknown = unknown;
    this.width = width;
    this.height = height;
    solution = new double[unknown.length];
    rightSide = new double[unknown.length];
    coarser = coarsen();
  }

  static LaplaceGrid of(boolean[] unknown, int width, int height) {
    return new LaplaceGrid(unknown, width, height);
  }

  private LaplaceGrid coarsen() {
    int w = (width + 1) / 2;
    int h = (height + 1) / 2;
    boolean[] all = new boolean[w * h];
    Arrays.fill(all, true);
    boolean any = false;
    for (int i = 0; i < unknown.length; i++) {
      all[i / width / 2 * w + i % width / 2] &= unknown[i];
    }
    for (boolean cell : all) {
      any |= cell;
    }
    return any && Math.max(width, height) > 2 ? new LaplaceGrid(all, w, h) : null;
  }

  /** One V-cycle; gives the largest change of a cell by the coarser levels and the last sweep. */
  double cycle() {
    if (coarser == null) {
      double change = 0;
      for (int i = 0; i < COARSEST; i++) {
        change = sweep();
      }
      return change;
    }
    for (int i = 0; i < SMOOTHINGS; i++) {
      sweep();
    }
    restrict();
    coarser.cycle();
    double change = correct();
    for (int i = 0; i < SMOOTHINGS; i++) {
      change = Math.max(change, sweep());
    }
    return change;
  }

  /** Gauss-Seidel, first the cells of even x + y, then the others; gives the largest change. */
  private double sweep() {
    double largest = 0;
    for (int colour = 0; colour < 2; colour++) {
      for (int y = 0; y < height; y++) {
        for (int x = (y + colour) % 2; x < width; x += 2) {
          int i = y * width + x;
          if (unknown[i]) {
            double next = (rightSide[i] + neighbours(x, y)) / count(x, y);
            largest = Math.max(largest, Math.abs(next - solution[i]));
            solution[i] = next;
          }
        }
      }
    }
    return largest;
  }

  private double neighbours(int x, int y) {
    int i = y * width + x;
    return (x > 0 ? solution[i - 1] : 0)
        + (x < width - 1 ? solution[i + 1] : 0)
        + (y > 0 ? solution[i - width] : 0)
        + (y < height - 1 ? solution[i + width] : 0);
  }

  private int count(int x, int y) {
    int count = (x > 0 ? 1 : 0) + (x < width - 1 ? 1 : 0);
    return Math.max(1, count + (y > 0 ? 1 : 0) + (y < height - 1 ? 1 : 0));
  }

  /** A coarser cell gets the sum of its cells' residuals, and begins with no correction. */
  private void restrict() {
    Arrays.fill(coarser.rightSide, 0);
    Arrays.fill(coarser.solution, 0);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (unknown[i]) {
          double residual = rightSide[i] + neighbours(x, y) - count(x, y) * solution[i];
          coarser.rightSide[y / 2 * coarser.width + x / 2] += residual;
        }
      }
    }
  }

  /** Adds the coarser solution, interpolated between the cells' centres. */
  private double correct() {
    double largest = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (unknown[i]) {
          double change = coarser.between(x, y);
          largest = Math.max(largest, Math.abs(change));
          solution[i] += change;
        }
      }
    }
    return largest;
  }

  private double between(int fineX, int fineY) {
    int x = fineX / 2;
    int y = fineY / 2;
    int besideX = Math.max(0, Math.min(width - 1, fineX % 2 == 0 ? x - 1 : x + 1));
    int besideY = Math.max(0, Math.min(height - 1, fineY % 2 == 0 ? y - 1 : y + 1));
    return (9 * solution[y * width + x]
            + 3 * solution[y * width + besideX]
            + 3 * solution[besideY * width + x]
            + solution[besideY * width + besideX])
        / 16;
  }
}
