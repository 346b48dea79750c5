package org.latentj.samples.miniature.evaluation.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latentj.samples.miniature.evaluation.analysis.Drawn.object;
import static org.latentj.samples.miniature.evaluation.analysis.Drawn.scene;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.samples.miniature.scene.Background;
import org.latentj.samples.miniature.scene.Canvas;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.SceneObject;
import org.latentj.samples.miniature.scene.SceneRenderer;
import org.latentj.samples.miniature.scene.ShapeKind;
import org.latentj.samples.miniature.scene.Style;

@DisplayName("Objects in a picture")
class SegmentationTest {
  private static final Background WHITE = Background.plain(NamedColor.WHITE);

  private static List<DetectedObject> objects(BufferedImage image) {
    return PictureAnalysis.of(image, WHITE).objects();
  }

  /** Shapes with a radius of 22 pixels in the middle row. */
  private static BufferedImage touching(NamedColor left, NamedColor right) {
    BufferedImage image = Canvas.square(128);
    Graphics2D graphics = Canvas.graphics(image);
    graphics.setColor(NamedColor.WHITE.color());
    graphics.fillRect(0, 0, 128, 128);
    graphics.setColor(left.color());
    graphics.fill(ShapeKind.SQUARE.outline(49, 64, 22));
    graphics.setColor(right.color());
    graphics.fill(ShapeKind.SQUARE.outline(79, 64, 22));
    graphics.dispose();
    return image;
  }

  @Test
  @DisplayName("are told apart where they touch, by their colours")
  void touching() {
    assertThat(objects(touching(NamedColor.RED, NamedColor.BLUE)))
        .extracting(DetectedObject::toString)
        .containsExactlyInAnyOrder("red square", "blue square");
    assertThat(objects(Degraded.of(touching(NamedColor.RED, NamedColor.ORANGE), 1)))
        .extracting(DetectedObject::toString)
        .containsExactlyInAnyOrder("red square", "orange square");
  }

  @Test
  @DisplayName("are one where they touch and are of one colour")
  void merged() {
    assertThat(objects(touching(NamedColor.RED, NamedColor.RED))).hasSize(1);
  }

  @Test
  @DisplayName("are not specks")
  void specks() {
    BufferedImage image =
        SceneRenderer.render(scene(object(NamedColor.RED, ShapeKind.STAR, 0.5, 0.5)), 128);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(NamedColor.BLUE.color());
    graphics.fillRect(4, 4, 8, 8);
    graphics.fillRect(110, 20, 7, 9);
    graphics.dispose();

    assertThat(objects(image)).hasSize(1);
  }

  @Test
  @DisplayName("have their own area, with neither rim nor shadow")
  void areas() {
    for (ShapeKind shape : ShapeKind.values()) {
      SceneObject plain = object(NamedColor.GREEN, shape, 0.5, 0.5);
      SceneObject shaded = object(NamedColor.GREEN, shape, Style.SHADED, 0.5, 0.5);
      int area = area(plain);

      assertThat(area(shaded)).as("%s", shape).isCloseTo(area, within(area / 12));
    }
  }

  private static int area(SceneObject object) {
    List<DetectedObject> found = objects(SceneRenderer.render(scene(object), 128));
    assertThat(found).hasSize(1);
    return found.get(0).pixels().cardinality();
  }

  @Test
  @DisplayName("are known to lie in a region by their share in it")
  void regions() {
    DetectedObject object =
        objects(
                SceneRenderer.render(
                    scene(object(NamedColor.RED, ShapeKind.CIRCLE, 0.5, 0.3)), 128))
            .get(0);

    assertThat(object.shareIn(Area.where(i -> i / 128 < 64))).isEqualTo(1);
    assertThat(object.shareIn(Area.where(i -> i % 128 < 64))).isCloseTo(0.5, within(0.02));
    assertThat(object.shareIn(Area.where(i -> i / 128 >= 64))).isZero();
  }
}
