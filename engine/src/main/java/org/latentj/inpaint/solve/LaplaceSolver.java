package org.latentj.inpaint.solve;

/**
 * Solves Laplace's equation where a plane is unknown: every unknown pixel becomes the mean of its
 * four neighbours. Known pixels are the boundary's values (Dirichlet); at the plane's edges nothing
 * flows (Neumann).
 *
 * <p>Multigrid V-cycles on cells (Trottenberg et al., Multigrid, 2001, sections 2.4 and 5.7): a few
 * passes over the plane, whatever the size of what is unknown.
 */
public final class LaplaceSolver {
  private static final int CYCLES = 60;
  private static final double TOLERANCE = 1e-6;

  private LaplaceSolver() {}

  /**
   * Solves.
   *
   * @param values {@code width * height}, row-major, finite where known; not modified
   * @param unknown of the same length; not modified
   * @return the values with the unknown ones solved for, to a millionth of the known ones' range
   * @throws IllegalArgumentException if nothing is known
   */
  public static float[] solve(float[] values, boolean[] unknown, int width, int height) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < unknown.length; i++) {
      if (!unknown[i]) {
        least = Math.min(least, values[i]);
        most = Math.max(most, values[i]);
      }
    }
    if (least > most) {
      throw new IllegalArgumentException("nothing is known: expected a known pixel or more");
    }
    LaplaceGrid grid = LaplaceGrid.of(unknown, width, height);
    double middle = (least + most) / 2;
    for (int i = 0; i < unknown.length; i++) {
      grid.solution[i] = unknown[i] ? 0 : values[i] - middle;
    }
    double change = Double.POSITIVE_INFINITY;
    for (int i = 0; i < CYCLES && change > TOLERANCE * (most - least); i++) {
      change = grid.cycle();
    }
    float[] out = values.clone();
    for (int i = 0; i < unknown.length; i++) {
      if (unknown[i]) {
        out[i] = (float) (grid.solution[i] + middle);
      }
    }
    return out;
  }
}
