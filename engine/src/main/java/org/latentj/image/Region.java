package org.latentj.image;

/**
 * A rectangle of whole pixels, for example [x, x + width) by [y, y + height).
 *
 * @param x first column, 0 is the left edge, inclusive
 * @param y first row, 0 is the top edge, inclusive
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Region(int x, int y, int width, int height) {

  /**
   * Checks the extent.
   *
   * @throws IllegalArgumentException if it is empty or begins left of or above the picture
   */
  public Region {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "expected a region at (0, 0) or beyond of at least 1x1 pixels but got %dx%d at (%d, %d)"
              .formatted(width, height, x, y));
    }
  }

  /** The column after the last one. */
  public int right() {
    return x + width;
  }

  /** The row after the last one. */
  public int bottom() {
    return y + height;
  }

  /** Throws unless the region lies inside a picture or mask of that size. */
  void requireInside(int pictureWidth, int pictureHeight) {
    if (width > pictureWidth - x || height > pictureHeight - y) {
      throw new IllegalArgumentException(
          "region %dx%d at (%d, %d) does not fit into %dx%d pixels"
              .formatted(width, height, x, y, pictureWidth, pictureHeight));
    }
  }
}
