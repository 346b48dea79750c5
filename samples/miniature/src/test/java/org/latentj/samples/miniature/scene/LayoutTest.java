package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An aligned scene")
class LayoutTest {
  private static final int PIXELS = 128;
  private static final int STEP = 16;

  private static Stream<Scene> scenes(int count) {
    return LongStream.range(0, count)
        .mapToObj(
            index -> SceneSampler.sample(Seeds.random(5, index), Split.TRAINING, Layout.ALIGNED));
  }

  @Test
  @DisplayName("has its objects on a grid of 16 pixels, with one radius a size")
  void onGrid() {
    List<SceneObject> objects = scenes(600).flatMap(s -> s.objects().stream()).toList();

    for (SceneObject object : objects) {
      assertThat(object.x() * PIXELS % STEP).isCloseTo(0, within(1e-9));
      assertThat(object.y() * PIXELS % STEP).isCloseTo(0, within(1e-9));
    }
    assertThat(
            objects.stream()
                .collect(
                    Collectors.groupingBy(
                        SceneObject::size,
                        Collectors.mapping(SceneObject::radius, Collectors.toSet())))
                .values())
        .hasSize(ObjectSize.values().length)
        .allMatch(radii -> radii.size() == 1);
    assertThat(objects.stream().map(o -> List.of(o.x(), o.y())).distinct().count())
        .as("places")
        .isEqualTo(25);
  }

  @Test
  @DisplayName("mostly has an object alone where there is a name for the place")
  void named() {
    List<Scene> single = scenes(900).filter(scene -> scene.objects().size() == 1).toList();

    long named = single.stream().filter(s -> Place.of(s.objects().get(0)).isPresent()).count();

    assertThat((double) named / single.size()).isBetween(0.6, 0.95);
    assertThat(single.stream().map(s -> Place.of(s.objects().get(0))).distinct().count())
        .isEqualTo(10);
  }

  @Test
  @DisplayName("shows a shape with the very same pixels wherever it is")
  void samePixels() {
    for (ShapeKind shape : ShapeKind.values()) {
      BufferedImage left = draw(shape, 3);
      BufferedImage right = draw(shape, 5);
      for (int y = 0; y < PIXELS; y++) {
        for (int x = 0; x < PIXELS - 2 * STEP; x++) {
          assertThat(right.getRGB(x + 2 * STEP, y)).as("%s", shape).isEqualTo(left.getRGB(x, y));
        }
      }
    }
  }

  private static BufferedImage draw(ShapeKind shape, int column) {
    SceneObject object = Scenes.object(shape, NamedColor.RED, column / 8.0, 0.5);
    Background white = Background.plain(NamedColor.WHITE);
    return SceneRenderer.render(new Scene(white, List.of(object), Layout.ALIGNED, 9), PIXELS);
  }

  @Test
  @DisplayName("has the edges of its checks on the grid")
  void checksOnGrid() {
    List<Scene> checkered =
        scenes(2000).filter(s -> s.background().pattern() == Pattern.CHECKERED).toList();

    assertThat(checkered).hasSizeGreaterThan(50);
    for (Scene scene : checkered.subList(0, 20)) {
      SceneObject far = Scenes.object(ShapeKind.CIRCLE, scene.objects().get(0).color(), 0.5, 0.5);
      Scene same = new Scene(scene.background(), List.of(far), Layout.ALIGNED, scene.jitter());
      BufferedImage image = SceneRenderer.render(same, PIXELS);
      for (int x = 0; x < PIXELS; x++) {
        assertThat(image.getRGB(x, 5)).isEqualTo(image.getRGB(x - x % STEP, 5));
      }
    }
  }
}
