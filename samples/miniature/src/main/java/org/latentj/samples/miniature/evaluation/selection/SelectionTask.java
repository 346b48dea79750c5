package org.latentj.samples.miniature.evaluation.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.evaluation.adherence.HeldOutPrompt;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.Seeds;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.examples.Examples;

/**
 * An empty place of a scene, which an ellipse selects, and a seed.
 *
 * @param scene has one or two objects, none of them in the ellipse or near it, and a background
 *     that red is seen on
 */
record SelectionTask(Scene scene, Ellipse ellipse, long seed) {
  private static final int EDGE = 128;
  private static final double LEAST_RADIUS = 22.0 / EDGE;
  private static final double RADII = 8.0 / EDGE;
  private static final double MARGIN = 10.0 / EDGE;
  private static final int ATTEMPTS = 40;

  /** The first tasks of a series. */
  static List<SelectionTask> series(long seed, int count) {
    Examples examples = new Examples(Seeds.mix(seed), Split.TRAINING, Layout.ALIGNED, EDGE);
    List<SelectionTask> tasks = new ArrayList<>();
    for (long index = 0; tasks.size() < count; index++) {
      Scene scene = examples.scene(index);
      if (scene.objects().size() <= 2 && scene.background().shows(NamedColor.RED)) {
        Ellipse place = place(scene, Seeds.random(seed, index));
        if (place != null) {
          long noise = HeldOutPrompt.noiseSeed(seed, tasks.size());
          tasks.add(new SelectionTask(scene, place, noise));
        }
      }
    }
    return tasks;
  }

  /** Null if no place was found. */
  private static Ellipse place(Scene scene, SplittableRandom random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double radiusX = LEAST_RADIUS + RADII * random.nextDouble();
      double radiusY = LEAST_RADIUS + RADII * random.nextDouble();
      double x = radiusX + random.nextDouble() * (1 - 2 * radiusX);
      double y = radiusY + random.nextDouble() * (1 - 2 * radiusY);
      Ellipse ellipse = new Ellipse(x, y, radiusX, radiusY);
      if (scene.objects().stream().allMatch(object -> ellipse.avoids(object, MARGIN))) {
        return ellipse;
      }
    }
    return null;
  }
}
