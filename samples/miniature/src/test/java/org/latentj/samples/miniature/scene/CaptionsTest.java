package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Captions of scenes")
class CaptionsTest {
  private static final SceneObject STAR =
      Scenes.object(ShapeKind.STAR, NamedColor.ORANGE, 0.25, 0.5);
  private static final SceneObject RING = Scenes.object(ShapeKind.RING, NamedColor.BLUE, 0.75, 0.5);

  private record Captioned(Scene scene, String caption) {}

  private static Stream<Captioned> sampled(int count) {
    SplittableRandom random = new SplittableRandom(5);
    return Scenes.of(Split.TRAINING, count)
        .map(scene -> new Captioned(scene, Captions.sample(scene, random)));
  }

  private static Scene scene(Background background, SceneObject... objects) {
    return new Scene(background, List.of(objects), Layout.FREE, 0);
  }

  @Test
  @DisplayName("are full with all objects in order and the background, but no place")
  void full() {
    Background plain = Background.plain(NamedColor.WHITE);
    assertThat(Captions.full(scene(plain, STAR))).isEqualTo("an orange star on a white background");
    assertThat(Captions.full(scene(plain, RING, STAR)))
        .isEqualTo("a blue ring and an orange star on a white background");
    SceneObject small =
        new SceneObject(
            ShapeKind.HEART, NamedColor.RED, ObjectSize.SMALL, Style.SHADED, 0.5, 0.8, 0.15);
    assertThat(Captions.full(scene(plain, RING, small, STAR)))
        .isEqualTo(
            "a blue ring, a small shaded red heart and an orange star on a white background");
    SceneObject other = Scenes.object(ShapeKind.STAR, NamedColor.ORANGE, 0.75, 0.5);
    assertThat(Captions.full(scene(plain, STAR, other)))
        .isEqualTo("two orange stars on a white background");
  }

  @Test
  @DisplayName("name both colours of every pattern")
  void patterns() {
    assertThat(full(Pattern.GRADIENT)).endsWith(" on a white to green gradient background");
    assertThat(full(Pattern.STRIPED)).endsWith(" on a white and green striped background");
    assertThat(full(Pattern.CHECKERED)).endsWith(" on a white and green checkered background");
    assertThat(full(Pattern.DOTTED)).endsWith(" on a white background with green dots");
  }

  private static String full(Pattern pattern) {
    return Captions.full(scene(new Background(pattern, NamedColor.WHITE, NamedColor.GREEN), RING));
  }

  @Test
  @DisplayName("name one object alone by colour and shape")
  void alone() {
    assertThat(Captions.alone(STAR)).isEqualTo("an orange star");
  }

  @Test
  @DisplayName("say an before a vowel and a before any other letter")
  void articles() {
    assertThat(sampled(3000))
        .extracting(Captioned::caption)
        .noneMatch(caption -> caption.matches("(.* )?an [^aeiou].*"))
        .noneMatch(caption -> caption.matches("(.* )?a [aeiou].*"));
  }

  @Test
  @DisplayName("always say colours, shapes and styles")
  void said() {
    sampled(2000)
        .forEach(
            captioned -> {
              for (SceneObject object : captioned.scene().objects()) {
                String style = object.style() == Style.PLAIN ? "" : object.style().word() + " ";
                assertThat(captioned.caption())
                    .contains(style + object.color().word() + " " + object.shape().word());
              }
            });
  }

  @Test
  @DisplayName("say relations and places only where they are true")
  void truth() {
    sampled(6000)
        .forEach(
            captioned -> {
              List<SceneObject> objects = captioned.scene().objects();
              for (Relation relation : Relation.values()) {
                if (captioned.caption().contains(" " + relation.phrase() + " ")) {
                  String before = captioned.caption().split(" " + relation.phrase() + " ")[0];
                  boolean inOrder = before.endsWith(" " + objects.get(0).shape().word());
                  SceneObject first = objects.get(inOrder ? 0 : 1);
                  SceneObject second = objects.get(inOrder ? 1 : 0);
                  assertThat(Relation.between(first, second)).contains(relation);
                }
              }
              for (Place place : Place.values()) {
                if (captioned.caption().contains(" " + place.phrase())) {
                  assertThat(objects).hasSize(1);
                  assertThat(Place.of(objects.get(0))).contains(place);
                }
              }
            });
  }

  @Test
  @DisplayName("say the background in most cases, and places in half of those of one object")
  void frequencies() {
    List<Captioned> all = sampled(6000).toList();
    List<Captioned> single = all.stream().filter(c -> c.scene().objects().size() == 1).toList();
    long backgrounds = all.stream().filter(c -> c.caption().contains("background")).count();
    long places =
        single.stream()
            .filter(c -> Stream.of(Place.values()).anyMatch(p -> c.caption().contains(p.phrase())))
            .count();

    assertThat(1.0 * backgrounds / all.size()).isCloseTo(0.88, within(0.03));
    assertThat(1.0 * places / single.size()).isCloseTo(0.5, within(0.05));
  }

  @Test
  @DisplayName("never say medium, and small or large only of such objects")
  void sizes() {
    sampled(2000)
        .forEach(
            captioned -> {
              var sizes = captioned.scene().objects().stream().map(SceneObject::size).toList();
              assertThat(captioned.caption()).doesNotContain("medium");
              if (captioned.caption().contains("small")) {
                assertThat(sizes).contains(ObjectSize.SMALL);
              }
              if (captioned.caption().contains("large")) {
                assertThat(sizes).contains(ObjectSize.LARGE);
              }
            });
  }
}
