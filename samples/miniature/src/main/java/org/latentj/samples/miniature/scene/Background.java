package org.latentj.samples.miniature.scene;

/**
 * What lies behind the objects.
 *
 * @param first the main colour
 * @param second the other colour; the same as the first if and only if the pattern is plain
 */
public record Background(Pattern pattern, NamedColor first, NamedColor second) {
  private static final double CLEAR = 52;
  private static final double CLEAR_OF_MIXTURE = 40;
  private static final int STEPS = 6;

  /** Checks the number of colours. */
  public Background {
    if ((pattern == Pattern.PLAIN) != (first == second)) {
      throw new IllegalArgumentException(
          "expected one colour if plain, else two, but got %s with %s and %s"
              .formatted(pattern, first, second));
    }
  }

  /** A background of one colour. */
  public static Background plain(NamedColor color) {
    return new Background(Pattern.PLAIN, color, color);
  }

  /**
   * Whether an object of this colour is seen well everywhere on it. On two colours it takes more
   * than on one, and on a gradient the colours between count as well.
   */
  public boolean shows(NamedColor color) {
    if (pattern == Pattern.PLAIN) {
      return color.contrastsWith(first);
    }
    if (color.distance(first) < CLEAR || color.distance(second) < CLEAR) {
      return false;
    }
    for (int step = 1; pattern == Pattern.GRADIENT && step < STEPS; step++) {
      int between =
          Colors.mix(first.color(), second.color(), (double) step / STEPS).getRGB() & 0xffffff;
      if (Lab.of(color.rgb()).distance(Lab.of(between)) < CLEAR_OF_MIXTURE) {
        return false;
      }
    }
    return true;
  }
}
