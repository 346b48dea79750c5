package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Scenes made up")
class SceneSamplerTest {
  private static final List<Scene> TRAINING = Scenes.of(Split.TRAINING, 4000).toList();
  private static final List<Scene> HELD_OUT = Scenes.of(Split.HELD_OUT, 2000).toList();

  private static List<SceneObject> objects(List<Scene> scenes) {
    return scenes.stream().flatMap(scene -> scene.objects().stream()).toList();
  }

  @Test
  @DisplayName("hold out a combination of shape, colour and background or not, as asked for")
  void split() {
    assertThat(TRAINING)
        .allSatisfy(
            scene ->
                assertThat(scene.objects())
                    .noneMatch(
                        object ->
                            Split.isHeldOut(
                                object.shape(), object.color(), scene.background().first())));
    assertThat(HELD_OUT)
        .allSatisfy(
            scene ->
                assertThat(scene.objects())
                    .anyMatch(
                        object ->
                            Split.isHeldOut(
                                object.shape(), object.color(), scene.background().first())));
  }

  @Test
  @DisplayName("have one, two or three objects as often as documented, whatever is held out")
  void counts() {
    for (List<Scene> scenes : List.of(TRAINING, HELD_OUT)) {
      var share =
          scenes.stream()
              .collect(
                  Collectors.groupingBy(scene -> scene.objects().size(), Collectors.counting()));
      assertThat(1.0 * share.get(1) / scenes.size()).isCloseTo(0.45, within(0.04));
      assertThat(1.0 * share.get(2) / scenes.size()).isCloseTo(0.35, within(0.04));
      assertThat(1.0 * share.get(3) / scenes.size()).isCloseTo(0.20, within(0.04));
    }
  }

  @Test
  @DisplayName("lie wholly inside the picture, apart from each other")
  void places() {
    assertThat(objects(TRAINING))
        .allSatisfy(
            object -> {
              assertThat(Math.min(object.x(), object.y())).isGreaterThanOrEqualTo(object.radius());
              assertThat(1 - Math.max(object.x(), object.y()))
                  .isGreaterThanOrEqualTo(object.radius());
            });
    for (Scene scene : TRAINING) {
      for (SceneObject first : scene.objects()) {
        for (SceneObject second : scene.objects()) {
          if (first != second) {
            assertThat(128 * first.gap(second)).isGreaterThanOrEqualTo(4);
          }
        }
      }
    }
  }

  @Test
  @DisplayName("show objects all alike or all different, and alike in a fifth of the cases")
  void repetition() {
    List<Scene> several = TRAINING.stream().filter(s -> s.objects().size() > 1).toList();

    assertThat(several)
        .filteredOn(scene -> !scene.isRepeated())
        .allSatisfy(
            scene -> {
              assertThat(scene.objects()).extracting(SceneObject::shape).doesNotHaveDuplicates();
              assertThat(scene.objects()).extracting(SceneObject::color).doesNotHaveDuplicates();
            });
    double share = 1.0 * several.stream().filter(Scene::isRepeated).count() / several.size();
    assertThat(share).isCloseTo(0.2, within(0.04));
  }

  @Test
  @DisplayName("are painted in the styles and on the patterns as often as documented")
  void styles() {
    var objects = objects(TRAINING);
    long outlined = objects.stream().filter(o -> o.style() == Style.OUTLINED).count();
    long shaded = objects.stream().filter(o -> o.style() == Style.SHADED).count();
    long plain = TRAINING.stream().filter(s -> s.background().pattern() == Pattern.PLAIN).count();

    assertThat(1.0 * outlined / objects.size()).isCloseTo(0.08, within(0.015));
    assertThat(1.0 * shaded / objects.size()).isCloseTo(0.12, within(0.015));
    assertThat(1.0 * plain / TRAINING.size()).isCloseTo(0.7, within(0.04));
  }

  @Test
  @DisplayName("use every shape with every colour, and are never of the background's colour")
  void combinations() {
    assertThat(objects(TRAINING))
        .extracting(object -> object.shape() + " " + object.color())
        .containsAll(
            List.of(ShapeKind.values()).stream()
                .flatMap(
                    shape ->
                        List.of(NamedColor.values()).stream().map(color -> shape + " " + color))
                .toList());
    assertThat(TRAINING)
        .allSatisfy(
            scene ->
                assertThat(scene.objects())
                    .extracting(SceneObject::color)
                    .doesNotContain(scene.background().first(), scene.background().second()));
  }

  @Test
  @DisplayName("come again with the same seed and index")
  void reproducible() {
    assertThat(Scenes.of(Split.TRAINING, 100).toList()).isEqualTo(TRAINING.subList(0, 100));
  }
}
