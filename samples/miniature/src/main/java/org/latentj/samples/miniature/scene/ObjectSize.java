package org.latentj.samples.miniature.scene;

import java.util.Locale;

/** How large an object is; the ranges do not meet. Captions never say {@code medium}. */
public enum ObjectSize {
  SMALL(18, 21),
  MEDIUM(24, 28),
  LARGE(33, 40);

  private static final double REFERENCE_PIXELS = 128;

  private final double least;
  private final double most;

  ObjectSize(double least, double most) {
    this.least = least / REFERENCE_PIXELS;
    this.most = most / REFERENCE_PIXELS;
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
}
