package org.latentj.image;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Edges by Canny's method (Canny 1986), white on black, one pixel wide. Matches OpenCV's {@code
 * Canny} with a Sobel kernel of 3 pixels and L1 norms, which the published canny ControlNets were
 * trained with: there is no blur, and of the three colours the one with the steepest gradient
 * counts.
 */
public final class CannyEdges {
  /** tan(22.5 degrees) in units of 2^-15, rounded. */
  private static final int TANGENT = 13573;

  private static final int SHIFT = 15;

  private final int width;
  private final int height;
  private final int[] gradientX;
  private final int[] gradientY;
  private final int[] magnitude;

  private CannyEdges(Picture picture) {
    width = picture.width();
    height = picture.height();
    gradientX = new int[width * height];
    gradientY = new int[width * height];
    magnitude = new int[width * height];
    byte[] rgb = picture.toRgb();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          differentiate(rgb, x, y, channel);
        }
      }
    }
  }

  /**
   * The edges of a picture.
   *
   * @param low gradients (the sum of both components' amounts, up to 2040) beyond this are edges
   *     where a chain of such leads to one beyond {@code high}; 100 is usual
   * @param high gradients beyond this are edges; 200 is usual
   * @return of the same size, black and white
   */
  public static Picture of(Picture picture, double low, double high) {
    // Written so that NaN fails too.
    if (!(low >= 0 && low <= high)) {
      throw new IllegalArgumentException(
          "expected Canny's thresholds with 0 <= low <= high but got %s and %s"
              .formatted(low, high));
    }
    return new CannyEdges(picture).edges((int) Math.floor(low), (int) Math.floor(high));
  }

  /** Sobel's operator on one colour; pixels beyond the border are as those at it. */
  private void differentiate(byte[] rgb, int x, int y, int channel) {
    int[] p = new int[9];
    for (int i = 0; i < 9; i++) {
      int atX = Math.min(Math.max(x + i % 3 - 1, 0), width - 1);
      int atY = Math.min(Math.max(y + i / 3 - 1, 0), height - 1);
      p[i] = rgb[3 * (atY * width + atX) + channel] & 0xff;
    }
    int dx = p[2] + 2 * p[5] + p[8] - p[0] - 2 * p[3] - p[6];
    int dy = p[6] + 2 * p[7] + p[8] - p[0] - 2 * p[1] - p[2];
    int steepness = Math.abs(dx) + Math.abs(dy);
    int at = y * width + x;
    if (channel == 0 || steepness > magnitude[at]) {
      gradientX[at] = dx;
      gradientY[at] = dy;
      magnitude[at] = steepness;
    }
  }

  private Picture edges(int low, int high) {
    boolean[] candidate = new boolean[width * height];
    byte[] rgb = new byte[3 * width * height];
    Deque<Integer> open = new ArrayDeque<>();
    for (int at = 0; at < candidate.length; at++) {
      candidate[at] = magnitude[at] > low && isCrest(at % width, at / width);
      if (candidate[at] && magnitude[at] > high) {
        open.push(at);
        candidate[at] = false;
        paint(rgb, at);
      }
    }
    while (!open.isEmpty()) {
      follow(open.pop(), candidate, open, rgb);
    }
    return Picture.ofRgb(width, height, rgb);
  }

  /** Hysteresis: candidates that touch an edge are edges. */
  private void follow(int at, boolean[] candidate, Deque<Integer> open, byte[] rgb) {
    for (int i = 0; i < 9; i++) {
      int x = at % width + i % 3 - 1;
      int y = at / width + i / 3 - 1;
      if (x >= 0 && y >= 0 && x < width && y < height && candidate[y * width + x]) {
        candidate[y * width + x] = false;
        paint(rgb, y * width + x);
        open.push(y * width + x);
      }
    }
  }

  private static void paint(byte[] rgb, int at) {
    rgb[3 * at] = (byte) 255;
    rgb[3 * at + 1] = (byte) 255;
    rgb[3 * at + 2] = (byte) 255;
  }

  /** Whether the gradient is nowhere steeper across the edge; of two equals, the first counts. */
  private boolean isCrest(int x, int y) {
    int at = y * width + x;
    int own = magnitude[at];
    long across = (long) Math.abs(gradientY[at]) << SHIFT;
    long flat = (long) Math.abs(gradientX[at]) * TANGENT;
    if (across < flat) {
      return own > magnitude(x - 1, y) && own >= magnitude(x + 1, y);
    }
    // tan(67.5 degrees) is tan(22.5 degrees) + 2.
    if (across > flat + ((long) Math.abs(gradientX[at]) << (SHIFT + 1))) {
      return own > magnitude(x, y - 1) && own >= magnitude(x, y + 1);
    }
    int side = (gradientX[at] ^ gradientY[at]) < 0 ? -1 : 1;
    return own > magnitude(x - side, y - 1) && own > magnitude(x + side, y + 1);
  }

  private int magnitude(int x, int y) {
    return x < 0 || y < 0 || x >= width || y >= height ? 0 : magnitude[y * width + x];
  }
}
