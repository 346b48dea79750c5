package org.latentj.samples.miniature.scene;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What is said of scenes. Everything said is true; shapes, colours and styles are always said, what
 * else is said differs from caption to caption.
 */
public final class Captions {
  private Captions() {}

  /**
   * The one full caption: all objects in their order with their sizes, and the background, but no
   * places. For example {@code a small red circle and a blue star on a white background}.
   */
  public static String full(Scene scene) {
    return subject(scene, scene.objects(), true) + on(Phrases.background(scene.background()));
  }

  /** One object alone with neither size nor place, for example {@code a green star}. */
  public static String alone(SceneObject object) {
    return Phrases.withArticle(Phrases.object(object, false));
  }

  /** The same on its background, for example {@code a green star on a white background}. */
  public static String alone(SceneObject object, Background background) {
    return alone(object) + on(Phrases.background(background));
  }

  /**
   * One of the captions that a scene can have.
   *
   * @param random decides on order and form; advanced
   */
  public static String sample(Scene scene, SplittableRandom random) {
    List<SceneObject> objects = new ArrayList<>(scene.objects());
    if (random.nextBoolean()) {
      Collections.reverse(objects);
    }
    Collections.rotate(objects, random.nextInt(objects.size()));
    boolean withSize = random.nextDouble() >= 0.15;
    String background = background(scene.background(), random);
    if (random.nextDouble() < 0.05) {
      return terse(scene, objects, withSize) + ", " + background;
    }
    String subject = placed(objects, withSize, random).orElse(subject(scene, objects, withSize));
    return random.nextDouble() < 0.88 ? subject + on(background) : subject;
  }

  /** The subject with a place or a relation, where one is true and chance says it. */
  private static Optional<String> placed(
      List<SceneObject> objects, boolean withSize, SplittableRandom random) {
    SceneObject first = objects.get(0);
    String words = Phrases.withArticle(Phrases.object(first, withSize));
    // Some objects alone are in no place with a name, so that 0.65 of the others make a half.
    if (objects.size() == 1) {
      boolean said = random.nextDouble() < 0.65;
      return Place.of(first).filter(p -> said).map(place -> words + " " + place.phrase());
    }
    SceneObject second = objects.get(1);
    if (objects.size() > 2 || first.looksLike(second) || random.nextDouble() < 0.4) {
      return Optional.empty();
    }
    String others = Phrases.withArticle(Phrases.object(second, withSize));
    return Relation.between(first, second).map(r -> words + " " + r.phrase() + " " + others);
  }

  private static String subject(Scene scene, List<SceneObject> objects, boolean withSize) {
    if (scene.isRepeated()) {
      return Phrases.repeated(objects, withSize);
    }
    return Phrases.enumeration(
        objects.stream()
            .map(object -> Phrases.withArticle(Phrases.object(object, withSize)))
            .toList());
  }

  private static String terse(Scene scene, List<SceneObject> objects, boolean withSize) {
    if (scene.isRepeated()) {
      return Phrases.repeated(objects, withSize);
    }
    return objects.stream()
        .map(object -> Phrases.object(object, withSize))
        .collect(Collectors.joining(", "));
  }

  /** Sometimes stripes and checks are called by their first colour only. */
  private static String background(Background background, SplittableRandom random) {
    boolean brief = random.nextDouble() < 0.1;
    return switch (background.pattern()) {
      case STRIPED, CHECKERED ->
          brief
              ? Phrases.background(background)
                  .replace(" and " + background.second().word() + " ", " ")
              : Phrases.background(background);
      default -> Phrases.background(background);
    };
  }

  private static String on(String background) {
    return " on " + Phrases.withArticle(background);
  }
}
