package org.latentj.samples.miniature.evaluation.edit;

import java.util.Comparator;
import java.util.Optional;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.samples.miniature.evaluation.analysis.DetectedObject;
import org.latentj.samples.miniature.evaluation.analysis.ObjectVerdict;
import org.latentj.samples.miniature.evaluation.analysis.PictureAnalysis;

/**
 * What came of a task.
 *
 * @param before the picture as it was
 * @param after the picture as it is, of the same size
 * @param verdict on the largest object that lies mostly in the box
 * @param changedOutside pixels outside of the box that differ, by one level or more
 */
record InpaintingTrial(
    InpaintingTask task, Picture before, Picture after, ObjectVerdict verdict, int changedOutside) {
  private static final double MOSTLY = 0.5;

  static InpaintingTrial of(InpaintingTask task, Picture before, Picture after) {
    Optional<DetectedObject> found =
        PictureAnalysis.of(after.toBufferedImage(), task.before().background()).objects().stream()
            .filter(object -> object.shareIn(task.box().pixels()) >= MOSTLY)
            .max(Comparator.comparingInt(object -> object.pixels().cardinality()));
    return new InpaintingTrial(
        task,
        before,
        after,
        new ObjectVerdict(task.object(), found),
        changed(before, after, task.box().region(before.width())));
  }

  private static int changed(Picture before, Picture after, Region box) {
    int changed = 0;
    for (int y = 0; y < before.height(); y++) {
      for (int x = 0; x < before.width(); x++) {
        boolean inside = x >= box.x() && x < box.right() && y >= box.y() && y < box.bottom();
        changed += !inside && before.rgb(x, y) != after.rgb(x, y) ? 1 : 0;
      }
    }
    return changed;
  }

  /** Whether the object is there, in its colour and shape. */
  boolean right() {
    return verdict.colorRight() && verdict.shapeRight();
  }
}
