package org.latentj.sampler;

/** Small dense systems of linear equations. */
final class LinearSystem {
  private LinearSystem() {}

  /**
   * The x with {@code matrix x = right}, by elimination with pivoting.
   *
   * @param matrix square and regular, rows first; modified
   * @param right one value for each row; modified
   */
  static double[] solve(double[][] matrix, double[] right) {
    int size = right.length;
    for (int column = 0; column < size; column++) {
      int pivot = column;
      for (int row = column + 1; row < size; row++) {
        if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
          pivot = row;
        }
      }
      double[] rowOfPivot = matrix[pivot];
      matrix[pivot] = matrix[column];
      matrix[column] = rowOfPivot;
      double value = right[pivot];
      right[pivot] = right[column];
      right[column] = value;
      for (int row = column + 1; row < size; row++) {
        double factor = matrix[row][column] / rowOfPivot[column];
        for (int k = column; k < size; k++) {
          matrix[row][k] -= factor * rowOfPivot[k];
        }
        right[row] -= factor * right[column];
      }
    }
    for (int row = size - 1; row >= 0; row--) {
      for (int k = row + 1; k < size; k++) {
        right[row] -= matrix[row][k] * right[k];
      }
      right[row] /= matrix[row][row];
    }
    return right;
  }
}
