package org.latentj.samples.miniature.evaluation.analysis;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneObject;

/**
 * Whether a picture shows a scene. Places, sizes and styles are not judged: captions need not say
 * them.
 *
 * @param objects one for each that was asked for, in the scene's order
 * @param backgroundRight whether the background is as asked for
 * @param counted the objects that the picture shows
 */
public record Verdict(List<ObjectVerdict> objects, boolean backgroundRight, int counted) {
  /** Copies the list. */
  public Verdict {
    objects = List.copyOf(objects);
  }

  /** Of a picture of any size; not modified. */
  public static Verdict of(BufferedImage picture, Scene asked) {
    return of(PictureAnalysis.of(picture, asked.background()), asked);
  }

  /**
   * Of what a picture shows, each object being taken for the one that makes most of it right. Of
   * more objects than asked for, the largest count and one more: else a picture full of blobs would
   * have every colour and shape.
   */
  public static Verdict of(PictureAnalysis shown, Scene asked) {
    List<ObjectVerdict> best =
        assign(
            asked.objects(), shown.objects().stream().limit(asked.objects().size() + 1L).toList());
    return new Verdict(best, shown.backgroundRight(), shown.objects().size());
  }

  private static List<ObjectVerdict> assign(
      List<SceneObject> asked, List<DetectedObject> detected) {
    if (asked.isEmpty()) {
      return List.of();
    }
    SceneObject first = asked.get(0);
    List<SceneObject> others = asked.subList(1, asked.size());
    List<ObjectVerdict> best = prepend(first, Optional.empty(), assign(others, detected));
    for (DetectedObject candidate : detected) {
      List<DetectedObject> left = new ArrayList<>(detected);
      left.remove(candidate);
      List<ObjectVerdict> with = prepend(first, Optional.of(candidate), assign(others, left));
      // A wrong object rather than none: so that it is told what was drawn instead.
      if (agreement(with) > agreement(best)
          || best.get(0).found().isEmpty() && agreement(with) == agreement(best)) {
        best = with;
      }
    }
    return best;
  }

  private static List<ObjectVerdict> prepend(
      SceneObject asked, Optional<DetectedObject> found, List<ObjectVerdict> others) {
    List<ObjectVerdict> all = new ArrayList<>(List.of(new ObjectVerdict(asked, found)));
    all.addAll(others);
    return all;
  }

  private static int agreement(List<ObjectVerdict> verdicts) {
    return verdicts.stream().mapToInt(ObjectVerdict::agreement).sum();
  }

  /** Whether there are as many objects as asked for. */
  public boolean countRight() {
    return counted == objects.size();
  }

  /** Whether nothing is wrong. */
  public boolean allRight() {
    return countRight()
        && backgroundRight
        && objects.stream().allMatch(object -> object.agreement() == 2);
  }
}
