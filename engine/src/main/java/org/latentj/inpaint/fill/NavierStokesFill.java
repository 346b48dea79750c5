package org.latentj.inpaint.fill;

import org.latentj.inpaint.pixels.Planes;

/**
 * Carries lines of equal brightness into the hole (Bertalmio, Bertozzi and Sapiro, Navier-Stokes,
 * Fluid Dynamics, and Image and Video Inpainting, 2001), in one march from the border inwards as
 * OpenCV's {@code INPAINT_NS}: a pixel is the mean of what is known around it, weighted by nearness
 * and by how much it lies along its neighbour's isophote. Other than there, gradients keep their
 * sign, so that lines are continued along both diagonals.
 */
final class NavierStokesFill {
  private static final int RADIUS = 5;

  /** Slopes below this part of the range have no direction worth the name. */
  private static final double FLAT = 0.01 / 255;

  private static final double NO_DIRECTION = 1e-6;

  private final Hole hole;
  private final FrontMarch march;
  private final float[][] out;
  private final double[] flat;

  private NavierStokesFill(Hole hole) {
    this.hole = hole;
    march = new FrontMarch(hole);
    out = hole.image().toArrays();
    flat = new double[out.length];
    for (int c = 0; c < out.length; c++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < out[c].length; i++) {
        if (!hole.unknown()[i]) {
          least = Math.min(least, out[c][i]);
          most = Math.max(most, out[c][i]);
        }
      }
      flat[c] = FLAT * (most - least);
    }
  }

  static Planes fill(Hole hole, Pulse pulse) {
    NavierStokesFill fill = new NavierStokesFill(hole);
    fill.march.march(
        (x, y) -> {
          pulse.tick();
          fill.set(x, y);
        });
    return Planes.of(hole.width(), hole.height(), fill.out);
  }

  private void set(int x, int y) {
    for (int c = 0; c < out.length; c++) {
      double sum = 0;
      double weights = 0;
      for (int dy = -RADIUS; dy <= RADIUS; dy++) {
        for (int dx = -RADIUS; dx <= RADIUS; dx++) {
          int square = dx * dx + dy * dy;
          if (square <= RADIUS * RADIUS && march.settled(x + dx, y + dy)) {
            double weight = along(c, x + dx, y + dy, dx, dy) / (square * square + 1.0);
            sum += weight * out[c][(y + dy) * hole.width() + x + dx];
            weights += weight;
          }
        }
      }
      out[c][y * hole.width() + x] = (float) (sum / weights);
    }
  }

  /** How much (dx, dy) runs along the isophote at (x, y), which is the gradient turned by 90. */
  private double along(int c, int x, int y, int dx, int dy) {
    double right = slope(c, x, y, 1, 0);
    double down = slope(c, x, y, 0, 1);
    double steepness = Math.hypot(right, down);
    double run = Math.abs(dx * down - dy * right);
    return run <= flat[c] ? NO_DIRECTION : run / (Math.hypot(dx, dy) * steepness);
  }

  /** Central difference, one-sided where only one neighbour is settled. */
  private double slope(int c, int x, int y, int stepX, int stepY) {
    int i = y * hole.width() + x;
    int step = stepY * hole.width() + stepX;
    boolean after = march.settled(x + stepX, y + stepY);
    boolean before = march.settled(x - stepX, y - stepY);
    double upper = after ? out[c][i + step] : out[c][i];
    double lower = before ? out[c][i - step] : out[c][i];
    return after && before ? (upper - lower) / 2 : upper - lower;
  }
}
