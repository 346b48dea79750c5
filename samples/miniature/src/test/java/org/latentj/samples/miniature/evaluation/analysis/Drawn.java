package org.latentj.samples.miniature.evaluation.analysis;

import java.util.List;
import org.latentj.samples.miniature.scene.Background;
import org.latentj.samples.miniature.scene.Layout;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ObjectSize;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;
import org.latentj.samples.miniature.scene.ShapeKind;
import org.latentj.samples.miniature.scene.Style;

/** Scenes to test with. */
final class Drawn {
  private Drawn() {}

  /** A plain medium object. */
  static SceneObject object(NamedColor color, ShapeKind shape, double x, double y) {
    return object(color, shape, Style.PLAIN, x, y);
  }

  /** A medium object; its radius is 24 of 128 pixels. */
  static SceneObject object(NamedColor color, ShapeKind shape, Style style, double x, double y) {
    return new SceneObject(shape, color, ObjectSize.MEDIUM, style, x, y, 24.0 / 128);
  }

  /** On white. */
  static Scene scene(SceneObject... objects) {
    return scene(Background.plain(NamedColor.WHITE), objects);
  }

  static Scene scene(Background background, SceneObject... objects) {
    return new Scene(background, List.of(objects), Layout.FREE, 5);
  }
}
