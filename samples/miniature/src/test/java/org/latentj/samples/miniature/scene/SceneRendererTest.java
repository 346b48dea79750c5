package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A drawn scene")
class SceneRendererTest {
  private static final int PIXELS = 128;

  @Test
  @DisplayName("shows the named colour inside of every plain object, all through")
  void plain() {
    Scenes.of(Split.TRAINING, 400)
        .forEach(
            scene -> {
              BufferedImage image = SceneRenderer.render(scene, PIXELS);
              for (SceneObject object : scene.objects()) {
                if (object.style() == Style.PLAIN) {
                  assertThat(share(image, inside(object), object.color()))
                      .as("%s of %s", object, scene.background())
                      .isGreaterThan(0.9);
                }
              }
            });
  }

  @Test
  @DisplayName("shows the named colour around the centre of shaded objects")
  void shaded() {
    Scenes.of(Split.TRAINING, 1500)
        .forEach(
            scene -> {
              for (SceneObject object : scene.objects()) {
                if (object.style() == Style.SHADED && object.shape().coversCentre()) {
                  BufferedImage image = SceneRenderer.render(scene, PIXELS);
                  assertThat(named(image, object.x(), object.y())).isEqualTo(object.color());
                }
              }
            });
  }

  @Test
  @DisplayName("shows the background through outlined objects, and a line of their colour")
  void outlined() {
    SceneObject square =
        new SceneObject(
            ShapeKind.SQUARE, NamedColor.RED, ObjectSize.LARGE, Style.OUTLINED, 0.5, 0.5, 0.3);
    Scene scene = new Scene(Background.plain(NamedColor.CYAN), List.of(square), Layout.FREE, 0);

    BufferedImage image = SceneRenderer.render(scene, PIXELS);

    assertThat(named(image, 0.5, 0.5)).isEqualTo(NamedColor.CYAN);
    int line = 0;
    for (int x = 0; x < PIXELS / 2; x++) {
      line += NamedColor.nearest(image.getRGB(x, PIXELS / 2) & 0xffffff) == NamedColor.RED ? 1 : 0;
    }
    assertThat(line).isBetween(6, 9);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("shows no colours but the background's where nothing lies")
  void background(Pattern pattern) {
    Scenes.of(Split.TRAINING, 600)
        .filter(scene -> scene.background().pattern() == pattern && pattern != Pattern.GRADIENT)
        .limit(20)
        .forEach(
            scene -> {
              BufferedImage image = SceneRenderer.render(scene, PIXELS);
              Shape all = new Rectangle(0, 0, PIXELS, PIXELS);
              Area free = new Area(all);
              for (SceneObject object : scene.objects()) {
                double reach = PIXELS * object.radius() + 6;
                free.subtract(
                    new Area(
                        ShapeKind.CIRCLE.outline(
                            PIXELS * object.x(), PIXELS * object.y(), reach / 0.95)));
              }
              double first = share(image, free, scene.background().first());
              double second = share(image, free, scene.background().second());
              if (pattern == Pattern.PLAIN) {
                assertThat(first).isEqualTo(1);
              } else {
                assertThat(first + second).isGreaterThan(0.8);
                assertThat(Math.min(first, second)).isGreaterThan(0.05);
              }
            });
  }

  @Test
  @DisplayName("begins a gradient with the first colour and ends with the second")
  void gradient() {
    SceneObject green = Scenes.object(ShapeKind.CIRCLE, NamedColor.GREEN, 0.5, 0.5);
    Background gradient = new Background(Pattern.GRADIENT, NamedColor.BLUE, NamedColor.WHITE);
    for (int jitter = 0; jitter < 10; jitter++) {
      BufferedImage image =
          SceneRenderer.render(new Scene(gradient, List.of(green), Layout.FREE, jitter), 64);

      assertThat(named(image, 0, 0)).isEqualTo(NamedColor.BLUE);
      assertThat(named(image, 0.99, 0.99)).isEqualTo(NamedColor.WHITE);
    }
  }

  @Test
  @DisplayName("is drawn the same way again")
  void reproducible() {
    Scenes.of(Split.HELD_OUT, 20)
        .forEach(
            scene ->
                assertThat(pixels(SceneRenderer.render(scene, 64)))
                    .isEqualTo(pixels(SceneRenderer.render(scene, 64))));
  }

  @Test
  @DisplayName("looks alike in every size")
  void sizes() {
    Scenes.of(Split.TRAINING, 30)
        .forEach(
            scene -> {
              BufferedImage small = SceneRenderer.render(scene, 64);
              BufferedImage large = SceneRenderer.render(scene, 192);
              double sum = 0;
              for (int y = 0; y < 64; y++) {
                for (int x = 0; x < 64; x++) {
                  int middle = large.getRGB(3 * x + 1, 3 * y + 1);
                  sum += Math.abs((small.getRGB(x, y) & 0xff) - (middle & 0xff));
                }
              }
              assertThat(sum / (64 * 64)).as("%s", scene).isCloseTo(0, within(8.0));
            });
  }

  @Test
  @DisplayName("is refused below 16 pixels")
  void tiny() {
    Scene scene = Scenes.of(Split.TRAINING, 1).findFirst().orElseThrow();

    assertThatThrownBy(() -> SceneRenderer.render(scene, 15))
        .hasMessage("expected at least 16 pixels but got 15");
  }

  /** The shape in pixels, without its edge and whatever a slight turn may change. */
  private static Shape inside(SceneObject object) {
    return object
        .shape()
        .outline(
            PIXELS * object.x(),
            PIXELS * object.y(),
            PIXELS * object.radius() - (object.shape() == ShapeKind.RING ? 0 : 2));
  }

  /** The share of the pixels in a region that are called by a name. */
  private static double share(BufferedImage image, Shape region, NamedColor color) {
    int all = 0;
    int named = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (region.contains(x, y, 1, 1)) {
          all++;
          named += NamedColor.nearest(image.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
        }
      }
    }
    return (double) named / all;
  }

  private static NamedColor named(BufferedImage image, double x, double y) {
    int rgb = image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight()));
    return NamedColor.nearest(rgb & 0xffffff);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
