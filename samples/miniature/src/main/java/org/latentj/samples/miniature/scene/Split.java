package org.latentj.samples.miniature.scene;

/**
 * Which scenes belong together: those to learn from, and those with a combination never learned.
 *
 * <p>A combination is an object's shape and colour with the first colour of the background. One in
 * ten of all combinations is held out, chosen once by a hash of the three words, so that it is the
 * same for every seed and program.
 */
public enum Split {
  /** No object is of a combination held out. */
  TRAINING,
  /** At least one object is of a combination held out. */
  HELD_OUT;

  private static final int ONE_IN = 10;

  /** The part that a scene belongs to. */
  public static Split of(Scene scene) {
    for (SceneObject object : scene.objects()) {
      if (isHeldOut(object.shape(), object.color(), scene.background().first())) {
        return HELD_OUT;
      }
    }
    return TRAINING;
  }

  /** Whether no picture to learn from shows this shape of this colour on this background. */
  public static boolean isHeldOut(ShapeKind shape, NamedColor color, NamedColor background) {
    // String.hashCode is specified, so that the choice outlives reordered constants.
    String words = shape.word() + ' ' + color.word() + ' ' + background.word();
    return Long.remainderUnsigned(Seeds.mix(words.hashCode()), ONE_IN) == 0;
  }
}
