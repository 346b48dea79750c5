package org.latentj.samples.miniature.scene;

import java.util.Optional;

/** How one object lies to another. */
public enum Relation {
  LEFT_OF("left of"),
  RIGHT_OF("right of"),
  ABOVE("above"),
  BELOW("below");

  private static final double LEAST_DISTANCE = 0.25;
  private static final double LEAST_RATIO = 1.6;

  private final String phrase;

  Relation(String phrase) {
    this.phrase = phrase;
  }

  /** For example {@code left of}. */
  public String phrase() {
    return phrase;
  }

  /**
   * How the first object lies to the second.
   *
   * @return empty unless the centres are at least a quarter of the edge apart in one direction and
   *     1.6 times as far as in the other
   */
  public static Optional<Relation> between(SceneObject first, SceneObject second) {
    double across = second.x() - first.x();
    double down = second.y() - first.y();
    double further = Math.max(Math.abs(across), Math.abs(down));
    double nearer = Math.min(Math.abs(across), Math.abs(down));
    if (further < LEAST_DISTANCE || further < LEAST_RATIO * nearer) {
      return Optional.empty();
    }
    if (Math.abs(across) > Math.abs(down)) {
      return Optional.of(across > 0 ? LEFT_OF : RIGHT_OF);
    }
    return Optional.of(down > 0 ? ABOVE : BELOW);
  }
}
