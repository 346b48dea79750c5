package org.latentj.inpaint.pixels;

import java.util.List;

/**
 * From a change of the displayed colour to the changes of the channels that show it best: the
 * Moore-Penrose inverse of the matrix of their colours. Exact for up to three channels of
 * independent colours; of changes that show the same, the smallest.
 */
final class InverseDisplay {
  /** Enough to converge for colours as alike as eyes can tell apart. */
  private static final int ITERATIONS = 40;

  private static final double CONVERGED = 1e-13;

  /** One row a channel, one column a colour. */
  private final double[][] matrix;

  /** Newton's iteration X' = X (2 - A X) (Ben-Israel 1965), from a multiple of A's transpose. */
  InverseDisplay(List<DisplayChannel> display) {
    int channels = display.size();
    double[][] colors = new double[3][channels];
    double norm = 0;
    for (int c = 0; c < channels; c++) {
      for (int color = 0; color < 3; color++) {
        colors[color][c] = display.get(c).part(color);
        norm += colors[color][c] * colors[color][c];
      }
    }
    double[][] inverse = new double[channels][3];
    for (int c = 0; c < channels; c++) {
      for (int color = 0; color < 3; color++) {
        inverse[c][color] = colors[color][c] / norm;
      }
    }
    double change = 1;
    // Not longer than needed: rounding errors along what no channel shows double each time.
    for (int i = 0; i < ITERATIONS && change > CONVERGED; i++) {
      double[][] next = product(product(inverse, colors), inverse);
      change = 0;
      for (int c = 0; c < channels; c++) {
        for (int color = 0; color < 3; color++) {
          next[c][color] = 2 * inverse[c][color] - next[c][color];
          change = Math.max(change, Math.abs(next[c][color] - inverse[c][color]));
        }
      }
      inverse = next;
    }
    matrix = inverse;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < out.length; i++) {
      for (int j = 0; j < out[i].length; j++) {
        for (int k = 0; k < b.length; k++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  /**
   * Sets the change of each channel's share.
   *
   * @param rgb the change to show, red, green and blue
   */
  void shares(double[] rgb, double[] shares) {
    for (int c = 0; c < matrix.length; c++) {
      double[] row = matrix[c];
      shares[c] = row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2];
    }
  }
}
