package org.latentj.image;

/** Along which axes a picture's opposite edges meet, so that copies of it tile without a seam. */
public enum Tiling {
  NONE(false, false),
  X(true, false),
  Y(false, true),
  BOTH(true, true);

  private final boolean x;
  private final boolean y;

  Tiling(boolean x, boolean y) {
    this.x = x;
    this.y = y;
  }

  /** Whether the left edge continues the right one. */
  public boolean x() {
    return x;
  }

  /** Whether the top edge continues the bottom one. */
  public boolean y() {
    return y;
  }
}
