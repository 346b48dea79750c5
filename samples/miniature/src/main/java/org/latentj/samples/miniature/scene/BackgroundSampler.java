package org.latentj.samples.miniature.scene;

import java.util.SplittableRandom;

/** Makes up backgrounds. */
final class BackgroundSampler {
  private BackgroundSampler() {}

  /** Plain in 70 of 100 cases; else of two colours that are well apart. */
  static Background sample(SplittableRandom random) {
    NamedColor first = color(random);
    double share = random.nextDouble();
    if (share < 0.7) {
      return Background.plain(first);
    }
    Pattern[] patterns = Pattern.values();
    int two = patterns.length - 1;
    int chosen = 1 + Math.min(two - 1, (int) ((share - 0.7) / 0.3 * two));
    NamedColor second = color(random);
    while (!second.contrastsWith(first)) {
      second = color(random);
    }
    return new Background(patterns[chosen], first, second);
  }

  private static NamedColor color(SplittableRandom random) {
    return NamedColor.values()[random.nextInt(NamedColor.values().length)];
  }
}
