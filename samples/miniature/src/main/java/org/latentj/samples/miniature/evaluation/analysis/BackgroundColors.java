package org.latentj.samples.miniature.evaluation.analysis;

import java.awt.Color;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.latentj.samples.miniature.scene.Background;
import org.latentj.samples.miniature.scene.Colors;
import org.latentj.samples.miniature.scene.Lab;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.Pattern;

/**
 * The colours of a background as a picture has them, which may differ a little from the named ones.
 *
 * @param ends the one or two colours
 * @param between mixtures of the two: everywhere in gradients, else only along soft edges
 * @param shadowed all of these in the shadow of an object
 * @param gradient whether mixtures are as much background as the ends
 */
record BackgroundColors(List<Lab> ends, List<Lab> between, List<Lab> shadowed, boolean gradient) {
  private static final int MIXTURES = 15;
  private static final double[] SHADOWS = {0.1, 0.16, 0.23, 0.3, 0.37};
  private static final double LEAST_SHARE = 0.02;
  private static final double LEAST_PLAIN_SHARE = 0.2;

  /**
   * Measures the colours. If the picture does not show the background asked for, it is taken to be
   * of the colour that prevails along its border, so that objects are found nevertheless.
   */
  static BackgroundColors measure(LabPicture picture, Background asked) {
    BitSet first = Area.where(i -> picture.name(i) == asked.first());
    BitSet second = Area.where(i -> picture.name(i) == asked.second());
    boolean gradient = asked.pattern() == Pattern.GRADIENT;
    BitSet both = (BitSet) first.clone();
    both.or(second);
    if (share(both) < LEAST_PLAIN_SHARE) {
      NamedColor border = PrevailingColor.alongBorder(picture);
      Color color = new Color(picture.median(Area.where(i -> picture.name(i) == border)));
      return of(color, color, false);
    }
    if (gradient) {
      return of(asked.first().color(), asked.second().color(), true);
    }
    return of(
        measured(picture, first, asked.first()), measured(picture, second, asked.second()), false);
  }

  private static Color measured(LabPicture picture, BitSet pixels, NamedColor named) {
    return share(pixels) < LEAST_SHARE ? named.color() : new Color(picture.median(pixels));
  }

  private static double share(BitSet pixels) {
    return (double) pixels.cardinality() / LabPicture.PIXELS;
  }

  private static BackgroundColors of(Color first, Color second, boolean gradient) {
    List<Color> ends = first.equals(second) ? List.of(first) : List.of(first, second);
    List<Color> all = new ArrayList<>(ends);
    for (int i = 1; i <= MIXTURES && ends.size() > 1; i++) {
      all.add(Colors.mix(first, second, (double) i / (MIXTURES + 1)));
    }
    List<Color> shadowed = new ArrayList<>();
    for (double shadow : SHADOWS) {
      all.forEach(color -> shadowed.add(Colors.mix(color, Color.BLACK, shadow)));
    }
    return new BackgroundColors(
        lab(ends), lab(all.subList(ends.size(), all.size())), lab(shadowed), gradient);
  }

  private static List<Lab> lab(List<Color> colors) {
    return colors.stream().map(color -> Lab.of(color.getRGB() & 0xffffff)).toList();
  }

  /** Whether one of its ends has this name. */
  boolean isCalled(NamedColor name) {
    return ends.stream().anyMatch(end -> NamedColor.nearest(end) == name);
  }

  /** The distance to what may cover areas: the ends, and the mixtures of a gradient. */
  double distance(Lab color) {
    return gradient ? distanceWithEdges(color) : least(ends, color);
  }

  /** The distance to what may be seen of the background, soft edges included. */
  double distanceWithEdges(Lab color) {
    return Math.min(least(ends, color), least(between, color));
  }

  /** The distance to the background in a shadow. */
  double distanceInShadow(Lab color) {
    return least(shadowed, color);
  }

  private static double least(List<Lab> colors, Lab color) {
    double least = Double.POSITIVE_INFINITY;
    for (Lab other : colors) {
      least = Math.min(least, other.distance(color));
    }
    return least;
  }
}
