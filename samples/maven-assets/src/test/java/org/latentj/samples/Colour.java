package org.latentj.samples;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Colours that nobody takes for each other; what is between them is none. */
enum Colour {
  RED,
  GREEN,
  BLUE,
  WHITE,
  BLACK;

  /** Levels that a channel leads by, or that separate white from black. */
  private static final int CLEARLY = 50;

  private boolean is(int rgb) {
    int red = rgb >> 16 & 0xff;
    int green = rgb >> 8 & 0xff;
    int blue = rgb & 0xff;
    return switch (this) {
      case RED -> red > Math.max(green, blue) + CLEARLY;
      case GREEN -> green > Math.max(red, blue) + CLEARLY;
      case BLUE -> blue > Math.max(red, green) + CLEARLY;
      case WHITE -> Math.min(red, Math.min(green, blue)) > 255 - CLEARLY;
      case BLACK -> Math.max(red, Math.max(green, blue)) < CLEARLY;
    };
  }

  /** How much of a part of a picture is of this colour, 0 to 1. */
  double share(BufferedImage picture, Rectangle part) {
    int count = 0;
    for (int y = part.y; y < part.y + part.height; y++) {
      for (int x = part.x; x < part.x + part.width; x++) {
        count += is(picture.getRGB(x, y)) ? 1 : 0;
      }
    }
    return count / (double) (part.width * part.height);
  }
}
