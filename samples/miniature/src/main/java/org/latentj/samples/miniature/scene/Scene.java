package org.latentj.samples.miniature.scene;

import java.util.List;

/**
 * One to three objects before a background.
 *
 * @param objects drawn in this order; they do not overlap
 * @param layout whether patterns lie on the grid and objects are upright
 * @param jitter the seed of what is not said: slight changes of colour, turning and pattern. Any
 *     value; the same scene is drawn the same way
 */
public record Scene(Background background, List<SceneObject> objects, Layout layout, long jitter) {
  /** The least distance of two objects: 4 pixels of 128. */
  public static final double LEAST_GAP = 4.0 / 128;

  /** Copies the list and checks the number of objects, their distance and their contrast. */
  public Scene {
    objects = List.copyOf(objects);
    if (objects.isEmpty() || objects.size() > 3) {
      throw new IllegalArgumentException("expected 1 to 3 objects but got " + objects.size());
    }
    for (int i = 0; i < objects.size(); i++) {
      if (!background.shows(objects.get(i).color())) {
        throw new IllegalArgumentException(
            "expected a colour that is seen on %s but got %s"
                .formatted(background, objects.get(i).color()));
      }
      for (int j = 0; j < i; j++) {
        if (objects.get(i).gap(objects.get(j)) < LEAST_GAP) {
          throw new IllegalArgumentException(
              "expected objects at least %.4f apart but got %s and %s"
                  .formatted(LEAST_GAP, objects.get(j), objects.get(i)));
        }
      }
    }
  }

  /** Whether there are several objects that all look alike, as in {@code two red circles}. */
  public boolean isRepeated() {
    return objects.size() > 1
        && objects.stream().allMatch(object -> object.looksLike(objects.get(0)));
  }
}
