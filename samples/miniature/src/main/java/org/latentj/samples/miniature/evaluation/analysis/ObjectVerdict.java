package org.latentj.samples.miniature.evaluation.analysis;

import java.util.Optional;
import org.latentj.samples.miniature.scene.SceneObject;

/**
 * An object that was asked for.
 *
 * @param found what is taken for it; empty if it is missing, which makes colour and shape wrong
 */
public record ObjectVerdict(SceneObject asked, Optional<DetectedObject> found) {
  /** Whether it has the colour. */
  public boolean colorRight() {
    return found.filter(object -> object.color() == asked.color()).isPresent();
  }

  /** Whether it has the shape, plain or outlined. */
  public boolean shapeRight() {
    return found.flatMap(DetectedObject::shape).filter(kind -> kind == asked.shape()).isPresent();
  }

  /** 0 to 2: how many of colour and shape are right. */
  int agreement() {
    return (colorRight() ? 1 : 0) + (shapeRight() ? 1 : 0);
  }
}
