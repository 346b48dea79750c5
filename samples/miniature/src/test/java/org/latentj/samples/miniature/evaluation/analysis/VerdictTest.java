package org.latentj.samples.miniature.evaluation.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.samples.miniature.evaluation.analysis.Drawn.object;
import static org.latentj.samples.miniature.evaluation.analysis.Drawn.scene;
import static org.latentj.samples.miniature.scene.NamedColor.BLACK;
import static org.latentj.samples.miniature.scene.NamedColor.BLUE;
import static org.latentj.samples.miniature.scene.NamedColor.GREEN;
import static org.latentj.samples.miniature.scene.NamedColor.RED;
import static org.latentj.samples.miniature.scene.NamedColor.WHITE;
import static org.latentj.samples.miniature.scene.NamedColor.YELLOW;
import static org.latentj.samples.miniature.scene.ShapeKind.CIRCLE;
import static org.latentj.samples.miniature.scene.ShapeKind.HEART;
import static org.latentj.samples.miniature.scene.ShapeKind.RING;
import static org.latentj.samples.miniature.scene.ShapeKind.SQUARE;
import static org.latentj.samples.miniature.scene.ShapeKind.STAR;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.samples.miniature.scene.Background;
import org.latentj.samples.miniature.scene.Canvas;
import org.latentj.samples.miniature.scene.Pattern;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.Style;

@DisplayName("The verdict on a picture")
class VerdictTest {
  private static final Scene RED_STAR = scene(object(RED, STAR, 0.4, 0.5));

  private static Verdict verdict(Scene shown, Scene asked) {
    return Verdict.of(SceneRenderer.render(shown, 128), asked);
  }

  @Test
  @DisplayName("is right wherever the object lies and however it is painted")
  void right() {
    assertThat(verdict(scene(object(RED, STAR, 0.7, 0.3)), RED_STAR).allRight()).isTrue();
    Scene outlined = scene(object(RED, STAR, Style.OUTLINED, 0.5, 0.5));
    assertThat(verdict(outlined, RED_STAR).allRight()).isTrue();
    Scene shaded = scene(object(RED, STAR, Style.SHADED, 0.5, 0.5));
    assertThat(verdict(shaded, RED_STAR).allRight()).isTrue();
  }

  @Test
  @DisplayName("finds the wrong colour, and nothing else wrong")
  void color() {
    Verdict verdict = verdict(scene(object(BLUE, STAR, 0.4, 0.5)), RED_STAR);

    assertThat(verdict.objects().get(0).colorRight()).isFalse();
    assertThat(verdict.objects().get(0).shapeRight()).isTrue();
    assertThat(verdict.objects().get(0).found()).hasToString("Optional[blue star]");
    assertThat(verdict.backgroundRight()).isTrue();
    assertThat(verdict.countRight()).isTrue();
    assertThat(verdict.allRight()).isFalse();
  }

  @Test
  @DisplayName("finds the wrong shape, and nothing else wrong")
  void shape() {
    Verdict verdict = verdict(scene(object(RED, HEART, 0.4, 0.5)), RED_STAR);

    assertThat(verdict.objects().get(0).colorRight()).isTrue();
    assertThat(verdict.objects().get(0).shapeRight()).isFalse();
    assertThat(verdict.backgroundRight()).isTrue();
    assertThat(verdict.countRight()).isTrue();
    assertThat(verdict.allRight()).isFalse();
  }

  @Test
  @DisplayName("tells rings from circles")
  void ring() {
    Scene circle = scene(object(RED, CIRCLE, 0.5, 0.5));
    Scene ring = scene(object(RED, RING, 0.5, 0.5));

    assertThat(verdict(ring, circle).objects().get(0).shapeRight()).isFalse();
    assertThat(verdict(circle, ring).objects().get(0).shapeRight()).isFalse();
    assertThat(verdict(ring, ring).allRight()).isTrue();
  }

  @Test
  @DisplayName("counts a missing object as wrong in colour and shape")
  void missing() {
    Scene two = scene(object(RED, STAR, 0.3, 0.5), object(GREEN, SQUARE, 0.75, 0.5));

    Verdict verdict = verdict(RED_STAR, two);

    assertThat(verdict.counted()).isEqualTo(1);
    assertThat(verdict.countRight()).isFalse();
    assertThat(verdict.objects().get(0).colorRight()).isTrue();
    assertThat(verdict.objects().get(1).found()).isEmpty();
    assertThat(verdict.objects().get(1).colorRight()).isFalse();
    assertThat(verdict.objects().get(1).shapeRight()).isFalse();
  }

  @Test
  @DisplayName("finds an object too many")
  void extra() {
    Scene two = scene(object(GREEN, SQUARE, 0.75, 0.5), object(RED, STAR, 0.3, 0.5));

    Verdict verdict = verdict(two, RED_STAR);

    assertThat(verdict.counted()).isEqualTo(2);
    assertThat(verdict.countRight()).isFalse();
    assertThat(verdict.objects().get(0).colorRight()).isTrue();
    assertThat(verdict.objects().get(0).shapeRight()).isTrue();
  }

  @Test
  @DisplayName("finds the wrong background, and the object before it nevertheless")
  void background() {
    Scene onYellow = scene(Background.plain(YELLOW), object(RED, STAR, 0.4, 0.5));

    Verdict verdict = verdict(onYellow, RED_STAR);

    assertThat(verdict.backgroundRight()).isFalse();
    assertThat(verdict.objects().get(0).colorRight()).isTrue();
    assertThat(verdict.objects().get(0).shapeRight()).isTrue();
    assertThat(verdict.countRight()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAIN")
  @DisplayName("wants both colours of a background")
  void bothColors(Pattern pattern) {
    Scene asked = scene(new Background(pattern, WHITE, BLUE), object(RED, STAR, 0.4, 0.5));

    assertThat(verdict(asked, asked).allRight()).isTrue();
    assertThat(verdict(RED_STAR, asked).backgroundRight()).isFalse();
  }

  @Test
  @DisplayName("tells gradients from patterns of the same colours")
  void gradients() {
    Scene gradient =
        scene(new Background(Pattern.GRADIENT, WHITE, BLUE), object(RED, STAR, 0.4, 0.5));
    Scene striped =
        scene(new Background(Pattern.STRIPED, WHITE, BLUE), object(RED, STAR, 0.4, 0.5));

    assertThat(verdict(gradient, striped).backgroundRight()).isFalse();
    assertThat(verdict(striped, gradient).backgroundRight()).isFalse();
  }

  @Test
  @DisplayName("takes each object for the one that it is most like, whatever their order")
  void assignment() {
    Scene asked =
        scene(
            object(RED, STAR, 0.2, 0.2),
            object(GREEN, SQUARE, 0.75, 0.3),
            object(BLUE, HEART, 0.4, 0.75));
    // The star's colour and the heart's shape changed places with others.
    Scene shown =
        scene(
            object(BLUE, CIRCLE, 0.2, 0.2),
            object(BLACK, STAR, 0.75, 0.3),
            object(GREEN, SQUARE, 0.4, 0.75));

    Verdict verdict = verdict(shown, asked);

    assertThat(verdict.objects().get(0).shapeRight()).isTrue();
    assertThat(verdict.objects().get(0).colorRight()).isFalse();
    assertThat(verdict.objects().get(1).colorRight()).isTrue();
    assertThat(verdict.objects().get(1).shapeRight()).isTrue();
    assertThat(verdict.objects().get(2).colorRight()).isTrue();
    assertThat(verdict.objects().get(2).shapeRight()).isFalse();
  }

  @Test
  @DisplayName("finds nothing in an empty picture")
  void empty() {
    Verdict verdict = Verdict.of(Canvas.square(128), RED_STAR);

    assertThat(verdict.counted()).isZero();
    assertThat(verdict.backgroundRight()).isFalse();
    assertThat(verdict.objects().get(0).found()).isEmpty();
  }

  @Test
  @DisplayName("finds noise to be nothing that was asked for")
  void noise() {
    Random random = new Random(8);
    BufferedImage noise = Canvas.square(128);
    for (int i = 0; i < 128 * 128; i++) {
      noise.setRGB(i % 128, i / 128, random.nextInt(0x1000000));
    }

    Verdict verdict = Verdict.of(noise, RED_STAR);

    assertThat(verdict.backgroundRight()).isFalse();
    assertThat(verdict.objects().get(0).shapeRight()).isFalse();
  }
}
