package org.latentj.inpaint.pixels;

/**
 * How a channel is shown: its range, and the colour that its upper end has. Values between are
 * shown in proportion, values beyond as the ends. A range that falls ({@code min > max}) shows
 * inverted, as an inverting lookup table.
 *
 * @param min the value that is shown black
 * @param max the value that is shown in full colour; not equal to {@code min}
 * @param red of the full colour, 0 to 1
 * @param green of the full colour, 0 to 1
 * @param blue of the full colour, 0 to 1
 */
public record DisplayChannel(double min, double max, double red, double green, double blue) {

  /** Checks the range. */
  public DisplayChannel {
    if (!(Math.abs(max - min) > 0 && Math.abs(max - min) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          ("expected a displayed range of two different, finite values but got %s to %s."
                  + " Perhaps you should adjust brightness and contrast.")
              .formatted(min, max));
    }
    if (!(unit(red) && unit(green) && unit(blue) && red + green + blue > 0)) {
      throw new IllegalArgumentException(
          "expected a colour of parts from 0 to 1, not all 0, but got %s, %s, %s"
              .formatted(red, green, blue));
    }
  }

  private static boolean unit(double part) {
    return part >= 0 && part <= 1;
  }

  /** Shown in grey. */
  public static DisplayChannel grey(double min, double max) {
    return new DisplayChannel(min, max, 1, 1, 1);
  }

  /** How much of the full colour shows a value: 0 to 1; not a number as 0. */
  double share(double value) {
    double share = (value - min) / (max - min);
    return share > 0 ? Math.min(1, share) : 0;
  }

  /** The value that is shown by that much of the full colour. */
  double value(double share) {
    return min + share * (max - min);
  }

  /** Red, green and blue of the full colour. */
  double part(int color) {
    return color == 0 ? red : color == 1 ? green : blue;
  }
}
