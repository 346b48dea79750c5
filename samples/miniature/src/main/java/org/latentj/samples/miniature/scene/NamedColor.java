package org.latentj.samples.miniature.scene;

import java.awt.Color;
import java.util.Locale;

/** The colours that captions name, well apart from each other. */
public enum NamedColor {
  RED(0xDC2323),
  ORANGE(0xFF8A0A),
  YELLOW(0xFFE019),
  GREEN(0x1FA03C),
  CYAN(0x14CDE0),
  BLUE(0x1E4BDC),
  PURPLE(0x8A28A8),
  PINK(0xFF82BE),
  BROWN(0x7A461E),
  WHITE(0xF8F8F8),
  BLACK(0x101010),
  GRAY(0x868686);

  private final int rgb;
  private final Lab lab;

  NamedColor(int rgb) {
    this.rgb = rgb;
    lab = Lab.of(rgb);
  }

  /** The word in captions, for example {@code gray}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** sRGB as {@code 0xRRGGBB}; pictures jitter each channel by up to 6 levels. */
  public int rgb() {
    return rgb;
  }

  /** The same as {@link #rgb}, opaque. */
  public Color color() {
    return new Color(rgb);
  }

  /** Distance in CIE L*a*b* (Delta E of 1976), 0 for itself, about 100 from black to white. */
  public double distance(NamedColor other) {
    return lab.distance(other.lab);
  }

  /**
   * Whether a shape of this colour is seen well on the other.
   *
   * @return whether the colours are at least 42 apart by {@link #distance}
   */
  public boolean contrastsWith(NamedColor other) {
    return distance(other) >= 42;
  }

  /**
   * The colour that this one is called.
   *
   * @param rgb {@code 0xRRGGBB}, sRGB
   * @return the named colour at the least distance in L*a*b*
   */
  public static NamedColor nearest(int rgb) {
    return nearest(Lab.of(rgb));
  }

  /** As {@link #nearest(int)}, of a colour in L*a*b*. */
  public static NamedColor nearest(Lab wanted) {
    NamedColor best = RED;
    double least = RED.lab.distance(wanted);
    for (NamedColor color : values()) {
      double distance = color.lab.distance(wanted);
      if (distance < least) {
        best = color;
        least = distance;
      }
    }
    return best;
  }
}
