package org.latentj.samples.miniature.scene;

/** How a background is painted with its one or two colours. */
public enum Pattern {
  /** One colour. */
  PLAIN,
  /** From the first colour at the top or left to the second at the bottom or right. */
  GRADIENT,
  /** Stripes of equal width in turn: upright, lying or slanting. */
  STRIPED,
  /** Squares in turn. */
  CHECKERED,
  /** Dots of the second colour on the first. */
  DOTTED
}
