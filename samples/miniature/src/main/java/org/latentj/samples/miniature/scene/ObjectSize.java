package org.latentj.samples.miniature.scene;

import java.util.Locale;

/** How large an object is; the ranges do not meet. Captions never say {@code medium}. */
public enum ObjectSize {
  SMALL(18, 21, 20),
  MEDIUM(24, 28, 24),
  LARGE(33, 40, 40);

  private static final double REFERENCE_PIXELS = 128;

  private final double least;
  private final double most;
  private final double aligned;

  ObjectSize(double least, double most, double aligned) {
    this.least = least / REFERENCE_PIXELS;
    this.most = most / REFERENCE_PIXELS;
    this.aligned = aligned / REFERENCE_PIXELS;
  }

  /** The word in captions, for example {@code large}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The least radius, a fraction of the picture's edge. */
  public double least() {
    return least;
  }

  /** The greatest radius, a fraction of the picture's edge. */
  public double most() {
    return most;
  }

  /**
   * The one radius of objects on the grid ({@link Layout#ALIGNED}), a fraction of the picture's
   * edge. Where the range holds one, a multiple of the 8 pixels that share a latent.
   */
  public double aligned() {
    return aligned;
  }
}
