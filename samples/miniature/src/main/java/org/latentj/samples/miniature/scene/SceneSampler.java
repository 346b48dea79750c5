package org.latentj.samples.miniature.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes up scenes. */
public final class SceneSampler {
  private static final int ATTEMPTS = 30;

  private SceneSampler() {}

  /**
   * A scene of the given part: one object (45 %), two (35 %) or three (20 %). A fifth of the scenes
   * with several objects repeat one; otherwise all shapes and all colours differ.
   *
   * @param random decides everything; advanced
   */
  public static Scene sample(SplittableRandom random, Split split, Layout layout) {
    double share = random.nextDouble();
    int count = share < 0.45 ? 1 : share < 0.8 ? 2 : 3;
    boolean repeated = count > 1 && random.nextDouble() < 0.2;
    while (true) {
      Background background = BackgroundSampler.sample(random);
      Optional<List<SceneObject>> objects = objects(random, background, count, repeated, layout);
      if (objects.isPresent()) {
        Scene scene = new Scene(background, objects.get(), layout, random.nextLong());
        if (Split.of(scene) == split) {
          return scene;
        }
      }
    }
  }

  private static Optional<List<SceneObject>> objects(
      SplittableRandom random, Background background, int count, boolean repeated, Layout layout) {
    List<Look> looks = Look.several(random, background, count, repeated);
    if (looks.size() < count) {
      return Optional.empty();
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<SceneObject> placed = new ArrayList<>();
      for (Look look : looks) {
        SceneObject object =
            count == 1 ? Placing.alone(random, look, layout) : Placing.any(random, look, layout);
        if (placed.stream().allMatch(other -> other.gap(object) >= Scene.LEAST_GAP)) {
          placed.add(object);
        }
      }
      if (placed.size() == count) {
        return Optional.of(placed);
      }
    }
    return Optional.empty();
  }
}
