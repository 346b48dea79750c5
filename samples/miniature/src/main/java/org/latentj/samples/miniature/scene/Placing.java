package org.latentj.samples.miniature.scene;

import java.util.SplittableRandom;

/** Puts objects somewhere inside the picture. */
final class Placing {
  private Placing() {}

  /** Anywhere that the layout allows, all places being equally likely. */
  static SceneObject any(SplittableRandom random, Look look, Layout layout) {
    if (layout == Layout.ALIGNED) {
      double radius = look.size().aligned();
      return onGrid(look, radius, line(random, radius), line(random, radius));
    }
    return at(look, radius(random, look.size()), share(random), share(random));
  }

  /** Anywhere, but mostly where {@link Place} has a name for it. */
  static SceneObject alone(SplittableRandom random, Look look, Layout layout) {
    if (random.nextDouble() < 0.4) {
      return any(random, look, layout);
    }
    if (layout == Layout.ALIGNED) {
      double radius = look.size().aligned();
      return onGrid(look, radius, namedLine(random, radius), namedLine(random, radius));
    }
    return at(look, radius(random, look.size()), third(random), third(random));
  }

  private static SceneObject onGrid(Look look, double radius, int column, int row) {
    double x = column * Layout.STEP;
    double y = row * Layout.STEP;
    return new SceneObject(look.shape(), look.color(), look.size(), look.style(), x, y, radius);
  }

  private static int line(SplittableRandom random, double radius) {
    return random.nextInt(Layout.first(radius), Layout.last(radius) + 1);
  }

  private static int namedLine(SplittableRandom random, double radius) {
    int first = Layout.first(radius);
    int last = Layout.last(radius);
    return switch (random.nextInt(3)) {
      case 0 -> first;
      case 1 -> (first + last) / 2;
      default -> last;
    };
  }

  /**
   * An object at a share of the way that it can go.
   *
   * @param across 0 touching the left edge to 1 touching the right
   * @param down 0 touching the top edge to 1 touching the bottom
   */
  private static SceneObject at(Look look, double radius, double across, double down) {
    double x = radius + across * (1 - 2 * radius);
    double y = radius + down * (1 - 2 * radius);
    return new SceneObject(look.shape(), look.color(), look.size(), look.style(), x, y, radius);
  }

  private static double radius(SplittableRandom random, ObjectSize size) {
    return size.least() + random.nextDouble() * (size.most() - size.least());
  }

  /** Not quite the whole way, lest rounding puts an object outside. */
  private static double share(SplittableRandom random) {
    return random.nextDouble(0.01, 0.99);
  }

  private static double third(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextDouble(0.02, Place.NEAR);
      case 1 -> random.nextDouble(0.5 - Place.MIDDLE, 0.5 + Place.MIDDLE);
      default -> random.nextDouble(1 - Place.NEAR, 0.98);
    };
  }
}
