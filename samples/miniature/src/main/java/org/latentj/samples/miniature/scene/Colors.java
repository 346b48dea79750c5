package org.latentj.samples.miniature.scene;

import java.awt.Color;
import java.util.SplittableRandom;

/** Colours near the named ones. */
public final class Colors {
  /** The most that {@link #jittered} changes a channel, in levels of 0 to 255. */
  public static final int JITTER = 6;

  // Most of it is lightness, lest white and gray take on a hue.
  private static final int HUE_JITTER = 1;

  private Colors() {}

  /**
   * A named colour with each channel changed by up to {@value #JITTER} levels.
   *
   * @param random advanced
   */
  public static Color jittered(NamedColor color, SplittableRandom random) {
    int rgb = color.rgb();
    int lighter = random.nextInt(HUE_JITTER - JITTER, JITTER - HUE_JITTER + 1);
    return new Color(
        jittered((rgb >> 16 & 0xff) + lighter, random),
        jittered((rgb >> 8 & 0xff) + lighter, random),
        jittered((rgb & 0xff) + lighter, random));
  }

  /**
   * A colour between two.
   *
   * @param share of the second, 0 to 1
   */
  public static Color mix(Color first, Color second, double share) {
    return new Color(
        mix(first.getRed(), second.getRed(), share),
        mix(first.getGreen(), second.getGreen(), share),
        mix(first.getBlue(), second.getBlue(), share));
  }

  private static int jittered(int level, SplittableRandom random) {
    return Math.max(0, Math.min(255, level + random.nextInt(-HUE_JITTER, HUE_JITTER + 1)));
  }

  private static int mix(int first, int second, double share) {
    return (int) Math.round(first + share * (second - first));
  }
}
