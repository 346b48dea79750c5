package org.latentj;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.latentj.image.Picture;
import org.latentj.image.Region;

/** What a picture of plain things shows, by its pixels: for tests of what pictures mean. */
final class Sight {
  /** As far from the background's colour, in RGB levels, begins the object; edges are mixtures. */
  private static final double FOREGROUND = 90;

  /** Cells along each side of a layout. */
  private static final int CELLS = 16;

  /** Colours that a viewer tells apart without hesitation. */
  enum Colour {
    WHITE,
    GREY,
    BLACK,
    RED,
    ORANGE,
    YELLOW,
    GREEN,
    CYAN,
    BLUE,
    PURPLE;

    /** The colour that a viewer would name, by hue, saturation and brightness. */
    static Colour of(int rgb) {
      float[] hsb = Color.RGBtoHSB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, null);
      if (hsb[2] < 0.2) {
        return BLACK;
      }
      if (hsb[1] < 0.2) {
        return hsb[2] > 0.8 ? WHITE : GREY;
      }
      float degrees = 360 * hsb[0];
      if (degrees < 18 || degrees >= 335) {
        return RED;
      }
      if (degrees < 42) {
        return ORANGE;
      }
      if (degrees < 70) {
        return YELLOW;
      }
      if (degrees < 165) {
        return GREEN;
      }
      if (degrees < 195) {
        return CYAN;
      }
      return degrees < 262 ? BLUE : PURPLE;
    }
  }

  private final Picture picture;
  private final int background;

  private Sight(Picture picture) {
    this.picture = picture;
    this.background = borderMedian(picture);
  }

  static Sight of(Picture picture) {
    return new Sight(picture);
  }

  /** The colour of most of the border. */
  Colour background() {
    return Colour.of(background);
  }

  /** The commonest colour of what differs from the background within a region. */
  Colour object(Region region) {
    Map<Colour, Integer> counts = new EnumMap<>(Colour.class);
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++) {
        if (isForeground(x, y)) {
          counts.merge(Colour.of(picture.rgb(x, y)), 1, Integer::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseGet(this::background);
  }

  /** The commonest colour of what differs from the background. */
  Colour object() {
    return object(whole());
  }

  /** How much of a region differs from the background, 0 to 1. */
  double objectShare(Region region) {
    return share(region, rgb -> distance(rgb, background) > FOREGROUND);
  }

  /** How much of the picture differs from the background, 0 to 1. */
  double objectShare() {
    return objectShare(whole());
  }

  /** How much of a region has a colour, 0 to 1. */
  double share(Region region, Colour colour) {
    return share(region, rgb -> Colour.of(rgb) == colour);
  }

  /** How much of what differs from the background has a colour, 0 to 1; 0 if nothing differs. */
  double shareOfObject(Colour colour) {
    double object = objectShare();
    double coloured =
        share(whole(), rgb -> distance(rgb, background) > FOREGROUND && Colour.of(rgb) == colour);
    return object == 0 ? 0 : coloured / object;
  }

  /** Pearson's correlation of where two pictures of one size have their objects, -1 to 1. */
  double layoutCorrelation(Sight other) {
    double[] a = layout();
    double[] b = other.layout();
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
  }

  /** How much of each cell is object. */
  private double[] layout() {
    double[] cells = new double[CELLS * CELLS];
    int width = picture.width() / CELLS;
    int height = picture.height() / CELLS;
    for (int i = 0; i < cells.length; i++) {
      cells[i] = objectShare(new Region(i % CELLS * width, i / CELLS * height, width, height));
    }
    return cells;
  }

  private Region whole() {
    return new Region(0, 0, picture.width(), picture.height());
  }

  private boolean isForeground(int x, int y) {
    return distance(picture.rgb(x, y), background) > FOREGROUND;
  }

  private double share(Region region, IntPredicate test) {
    int count = 0;
    for (int y = region.y(); y < region.bottom(); y++) {
      for (int x = region.x(); x < region.right(); x++) {
        count += test.test(picture.rgb(x, y)) ? 1 : 0;
      }
    }
    return count / (double) (region.width() * region.height());
  }

  /** Channel by channel; half of the border may be covered. */
  private static int borderMedian(Picture picture) {
    int right = picture.width() - 1;
    int bottom = picture.height() - 1;
    List<Integer> border = new ArrayList<>();
    for (int x = 0; x <= right; x++) {
      border.add(picture.rgb(x, 0));
      border.add(picture.rgb(x, bottom));
    }
    for (int y = 0; y <= bottom; y++) {
      border.add(picture.rgb(0, y));
      border.add(picture.rgb(right, y));
    }
    int median = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int level = shift;
      int[] sorted = border.stream().mapToInt(rgb -> rgb >> level & 0xff).sorted().toArray();
      median |= sorted[sorted.length / 2] << shift;
    }
    return median;
  }

  private static double distance(int a, int b) {
    double sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      double difference = (a >> shift & 0xff) - (b >> shift & 0xff);
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
