package org.latentj.samples.miniature.scene;

import java.util.Locale;
import java.util.Optional;

/** The nine places of an object alone. Between them are places without a name. */
public enum Place {
  TOP_LEFT("in the top left corner"),
  TOP("at the top"),
  TOP_RIGHT("in the top right corner"),
  LEFT("on the left"),
  CENTER("in the center"),
  RIGHT("on the right"),
  BOTTOM_LEFT("in the bottom left corner"),
  BOTTOM("at the bottom"),
  BOTTOM_RIGHT("in the bottom right corner");

  /** At most this share of the way from one edge is near that edge. */
  static final double NEAR = 0.22;

  /** At most this share of the way from the middle is in the middle. */
  static final double MIDDLE = 0.14;

  private final String phrase;

  Place(String phrase) {
    this.phrase = phrase;
  }

  /** For example {@code in the top left corner}. */
  public String phrase() {
    return phrase;
  }

  /**
   * Where an object is, by the share of the way that it can go between the edges: a large object in
   * the top left corner touches the edges as a small one does, yet its centre is further in.
   *
   * @return empty if it is clearly in none of the nine
   */
  public static Optional<Place> of(SceneObject object) {
    int column = third(object.x(), object.radius());
    int row = third(object.y(), object.radius());
    return column < 0 || row < 0 ? Optional.empty() : Optional.of(values()[3 * row + column]);
  }

  /** 0, 1 or 2, or -1 between them. */
  private static int third(double centre, double radius) {
    double share = (centre - radius) / (1 - 2 * radius);
    if (share <= NEAR) {
      return 0;
    }
    if (share >= 1 - NEAR) {
      return 2;
    }
    return Math.abs(share - 0.5) <= MIDDLE ? 1 : -1;
  }

  /** For example {@code top left}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
