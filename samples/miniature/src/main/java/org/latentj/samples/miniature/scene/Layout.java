package org.latentj.samples.miniature.scene;

/** How freely scenes and icons are laid out. */
public enum Layout {
  /** Objects of any radius within their size's range, anywhere, a little turned; any pattern. */
  FREE,
  /**
   * Objects of one radius a size, upright, with centres on a grid of 16 pixels of 128, and patterns
   * on the same grid. A shape then has the same latents wherever it is, since an autoencoder of
   * factor 8 and a UNet of two levels see the same pixels at the same phase: far less to learn.
   */
  ALIGNED;

  /** Centres in a row of the grid. */
  private static final int CELLS = 8;

  /** A step of the grid, a fraction of the picture's edge. */
  static final double STEP = 1.0 / CELLS;

  /** The first line of the grid that an object of that radius fits at. */
  static int first(double radius) {
    return (int) Math.ceil(radius * CELLS);
  }

  /** The last line of the grid that an object of that radius fits at. */
  static int last(double radius) {
    return CELLS - first(radius);
  }
}
