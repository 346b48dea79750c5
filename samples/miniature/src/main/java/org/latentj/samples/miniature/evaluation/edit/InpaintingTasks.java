package org.latentj.samples.miniature.evaluation.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ObjectSize;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;
import org.latentj.samples.miniature.scene.Seeds;
import org.latentj.samples.miniature.scene.ShapeKind;
import org.latentj.samples.miniature.scene.Split;
import org.latentj.samples.miniature.scene.Style;
import org.latentj.samples.miniature.scene.examples.Examples;

/**
 * Makes up tasks: scenes with one or two objects and no combination held out; an empty place and
 * the place of an object in turn; an object of another shape and colour than all that was there.
 */
final class InpaintingTasks {
  private static final int EMPTY_BOX = 64;
  private static final double MARGIN = 3;
  private static final double SHADOW = 6;
  private static final double RADIUS = 26.0 / 128;
  private static final int ATTEMPTS = 40;

  private InpaintingTasks() {}

  /** The first tasks of a series. */
  static List<InpaintingTask> series(long seed, int count) {
    Examples examples = new Examples(Seeds.mix(seed), Split.TRAINING, Layout.ALIGNED, Box.EDGE);
    List<InpaintingTask> tasks = new ArrayList<>();
    for (long index = 0; tasks.size() < count; index++) {
      Scene scene = examples.scene(index);
      if (scene.objects().size() <= 2) {
        boolean replace = tasks.size() % 2 == 1;
        task(scene, replace, Seeds.random(seed, index)).ifPresent(tasks::add);
      }
    }
    return tasks;
  }

  private static Optional<InpaintingTask> task(
      Scene scene, boolean replace, SplittableRandom random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<SceneObject> others = new ArrayList<>(scene.objects());
      Box box;
      if (replace) {
        SceneObject old = others.remove(random.nextInt(others.size()));
        box = around(old);
        if (!box.covers(old, SHADOW)) {
          continue;
        }
      } else {
        box = Box.around(random.nextInt(Box.EDGE), random.nextInt(Box.EDGE), EMPTY_BOX);
      }
      if (others.stream().allMatch(other -> box.avoids(other, MARGIN))) {
        Optional<SceneObject> object = object(scene, box, random);
        if (object.isPresent()) {
          return Optional.of(new InpaintingTask(scene, box, replace, object.get(), others));
        }
      }
    }
    return Optional.empty();
  }

  /** On the grid, large enough for the object wherever it lies to the grid. */
  private static Box around(SceneObject object) {
    double reach = Box.EDGE * object.radius() + SHADOW + Box.GRID / 2.0;
    int size = 2 * Box.GRID * (int) Math.ceil(reach / Box.GRID);
    int within = Math.max(EMPTY_BOX, Math.min(Box.EDGE, size));
    return Box.around(Box.EDGE * object.x(), Box.EDGE * object.y(), within);
  }

  /** Of a shape and a colour that the scene has not, and of no combination held out. */
  private static Optional<SceneObject> object(Scene scene, Box box, SplittableRandom random) {
    ShapeKind shape = ShapeKind.values()[random.nextInt(ShapeKind.values().length)];
    NamedColor color = NamedColor.values()[random.nextInt(NamedColor.values().length)];
    boolean other =
        scene.objects().stream().noneMatch(o -> o.shape() == shape || o.color() == color);
    boolean trained = !Split.isHeldOut(shape, color, scene.background().first());
    return other && trained && scene.background().shows(color)
        ? Optional.of(
            new SceneObject(shape, color, ObjectSize.MEDIUM, Style.PLAIN, box.x(), box.y(), RADIUS))
        : Optional.empty();
  }
}
