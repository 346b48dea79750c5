package org.latentj.samples.miniature.scene;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Scenes to test with. */
final class Scenes {
  private Scenes() {}

  /** The first {@code count} scenes of a part. */
  static Stream<Scene> of(Split split, int count) {
    return LongStream.range(0, count)
        .mapToObj(index -> SceneSampler.sample(Seeds.random(71, index), split, Layout.FREE));
  }

  /** A plain medium object; its radius is 25 of 128 pixels. */
  static SceneObject object(ShapeKind shape, NamedColor color, double x, double y) {
    return new SceneObject(shape, color, ObjectSize.MEDIUM, Style.PLAIN, x, y, 25.0 / 128);
  }
}
