package org.latentj.samples.miniature.scene;

import java.util.Locale;

/** How an object is painted. */
public enum Style {
  /** One even colour. Captions do not mention it. */
  PLAIN,
  /** A thick line along the edge, the background inside; see {@link #suits}. */
  OUTLINED,
  /** Lighter at the top left, darker at the bottom right, with a soft shadow below. */
  SHADED;

  /** The word in captions, for example {@code shaded}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a shape keeps its name in this style: an outlined circle would be a ring. */
  public boolean suits(ShapeKind shape) {
    return this != OUTLINED
        || !(shape == ShapeKind.CIRCLE || shape == ShapeKind.RING || shape == ShapeKind.CRESCENT);
  }
}
