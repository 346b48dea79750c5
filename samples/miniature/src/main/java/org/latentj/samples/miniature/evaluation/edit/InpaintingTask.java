package org.latentj.samples.miniature.evaluation.edit;

import java.util.ArrayList;
import java.util.List;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;

/**
 * To paint an object into a scene.
 *
 * @param before the scene as it is
 * @param box where to paint
 * @param replaced whether another object is there; else the place is empty
 * @param object what to paint: plain and of medium size, in the middle of the box
 * @param others the objects outside of the box, which stay
 */
record InpaintingTask(
    Scene before, Box box, boolean replaced, SceneObject object, List<SceneObject> others) {
  InpaintingTask {
    others = List.copyOf(others);
  }

  /** The scene as it should be afterwards; the new object is named first. */
  Scene after() {
    List<SceneObject> objects = new ArrayList<>(List.of(object));
    objects.addAll(others);
    return new Scene(before.background(), objects, before.layout(), before.jitter());
  }
}
