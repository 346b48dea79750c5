package org.latentj.samples.miniature.scene;

/**
 * What lies behind the objects.
 *
 * @param first the main colour
 * @param second the other colour; the same as the first if and only if the pattern is plain
 */
public record Background(Pattern pattern, NamedColor first, NamedColor second) {
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

  /** Whether an object of this colour is seen well everywhere on it. */
  public boolean shows(NamedColor color) {
    return color.contrastsWith(first) && color.contrastsWith(second);
  }
}
