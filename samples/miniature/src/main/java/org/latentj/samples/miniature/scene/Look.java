package org.latentj.samples.miniature.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** An object that has no place yet. */
record Look(ShapeKind shape, NamedColor color, ObjectSize size, Style style) {
  /**
   * Looks that suit a background.
   *
   * @param repeated whether all are the same; otherwise no shape and no colour comes twice
   * @return {@code count} of them, or fewer where the colours do not suffice
   */
  static List<Look> several(
      SplittableRandom random, Background background, int count, boolean repeated) {
    List<ShapeKind> shapes = new ArrayList<>(List.of(ShapeKind.values()));
    List<NamedColor> colors = new ArrayList<>(List.of(NamedColor.values()));
    colors.removeIf(color -> !background.shows(color));
    List<Look> looks = new ArrayList<>();
    while (looks.size() < count && !colors.isEmpty()) {
      if (repeated && !looks.isEmpty()) {
        looks.add(looks.get(0));
        continue;
      }
      ShapeKind shape = shapes.remove(random.nextInt(shapes.size()));
      NamedColor color = colors.remove(random.nextInt(colors.size()));
      ObjectSize size = ObjectSize.values()[random.nextInt(count == 3 ? 2 : 3)];
      looks.add(new Look(shape, color, size, style(random, shape, size)));
    }
    return looks;
  }

  private static Style style(SplittableRandom random, ShapeKind shape, ObjectSize size) {
    double share = random.nextDouble();
    if (share < 0.12) {
      return Style.SHADED;
    }
    // Seven shapes of ten and two sizes of three can be outlined: 0.21 of these make 8 % of all.
    boolean wide = size != ObjectSize.SMALL;
    return wide && share < 0.12 + 0.21 && Style.OUTLINED.suits(shape)
        ? Style.OUTLINED
        : Style.PLAIN;
  }
}
