package org.latentj.extend.lora;

import java.util.stream.IntStream;

/**
 * A matrix of floats, row-major. Kernels of convolutions are matrices (out, in * kH * kW).
 *
 * @param rows 0 or more
 * @param columns 0 or more
 * @param values {@code rows * columns}
 */
record Matrix(int rows, int columns, float[] values) {
  /** Multiplications above which more than one core is used. */
  private static final long WORTH_SHARING = 1 << 20;

  /** {@code this * other}. */
  Matrix times(Matrix other) {
    float[] out = new float[Math.multiplyExact(rows, other.columns)];
    boolean share = (long) out.length * columns > WORTH_SHARING;
    IntStream all = IntStream.range(0, rows);
    (share ? all.parallel() : all).forEach(row -> addRow(out, row, other));
    return new Matrix(rows, other.columns, out);
  }

  private void addRow(float[] out, int row, Matrix other) {
    int at = row * other.columns;
    for (int k = 0; k < columns; k++) {
      float factor = values[row * columns + k];
      int from = k * other.columns;
      for (int j = 0; j < other.columns; j++) {
        out[at + j] += factor * other.values[from + j];
      }
    }
  }

  Matrix transposed() {
    float[] out = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        out[j * rows + i] = values[i * columns + j];
      }
    }
    return new Matrix(columns, rows, out);
  }

  /** Element by element; both of one size. */
  Matrix hadamard(Matrix other) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] * other.values[i];
    }
    return new Matrix(rows, columns, out);
  }

  /** Kronecker's product. */
  Matrix kronecker(Matrix other) {
    int width = Math.multiplyExact(columns, other.columns);
    float[] out = new float[Math.multiplyExact(Math.multiplyExact(rows, other.rows), width)];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float factor = values[i * columns + j];
        for (int k = 0; k < other.rows; k++) {
          int at = (i * other.rows + k) * width + j * other.columns;
          for (int l = 0; l < other.columns; l++) {
            out[at + l] = factor * other.values[k * other.columns + l];
          }
        }
      }
    }
    return new Matrix(rows * other.rows, width, out);
  }

  /**
   * A Tucker decomposition's kernel: {@code out[i, j, k] = sum of up[i, n] core[n, m, k] down[m,
   * j]}.
   *
   * @param up (i, n)
   * @param core (n, m * k)
   * @param down (m, j)
   */
  static Matrix tucker(Matrix up, Matrix core, Matrix down) {
    int kernel = core.columns / down.rows;
    Matrix half = up.times(core);
    float[] out = new float[Math.multiplyExact(up.rows, Math.multiplyExact(down.columns, kernel))];
    for (int i = 0; i < up.rows; i++) {
      for (int m = 0; m < down.rows; m++) {
        int from = i * core.columns + m * kernel;
        for (int j = 0; j < down.columns; j++) {
          float factor = down.values[m * down.columns + j];
          int at = (i * down.columns + j) * kernel;
          for (int k = 0; k < kernel; k++) {
            out[at + k] += factor * half.values[from + k];
          }
        }
      }
    }
    return new Matrix(up.rows, down.columns * kernel, out);
  }
}
