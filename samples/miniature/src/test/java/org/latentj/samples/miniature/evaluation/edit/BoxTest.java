package org.latentj.samples.miniature.evaluation.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Region;
import org.latentj.samples.miniature.scene.NamedColor;
import org.latentj.samples.miniature.scene.ObjectSize;
import org.latentj.samples.miniature.scene.SceneObject;
import org.latentj.samples.miniature.scene.ShapeKind;
import org.latentj.samples.miniature.scene.Style;

@DisplayName("A box to repaint")
class BoxTest {
  private static SceneObject circle(double x, double y) {
    return new SceneObject(
        ShapeKind.CIRCLE,
        NamedColor.RED,
        ObjectSize.MEDIUM,
        Style.PLAIN,
        x / 128,
        y / 128,
        24.0 / 128);
  }

  @Test
  @DisplayName("lies on the grid of the latents, inside the picture")
  void grid() {
    assertThat(Box.around(61, 70, 64)).isEqualTo(new Box(32, 40, 64));
    assertThat(Box.around(3, 127, 64)).isEqualTo(new Box(0, 64, 64));
    assertThat(Box.around(3, 127, 64).region(64)).isEqualTo(new Region(0, 32, 32, 32));
  }

  @Test
  @DisplayName("covers objects with their margin, and avoids those outside")
  void covers() {
    Box box = new Box(32, 32, 64);

    assertThat(box.covers(circle(64, 64), 8)).isTrue();
    assertThat(box.covers(circle(64, 64), 9)).isFalse();
    assertThat(box.avoids(circle(64, 64), 0)).isFalse();
    assertThat(box.avoids(circle(28, 28), 0)).isFalse();
    assertThat(new Box(64, 64, 64).avoids(circle(40, 40), 9)).isTrue();
    assertThat(new Box(64, 64, 64).avoids(circle(40, 40), 10)).isFalse();
  }

  @Test
  @DisplayName("has nothing to cover beyond the picture")
  void border() {
    assertThat(new Box(0, 0, 64).covers(circle(25, 25), 6)).isTrue();
  }

  @Test
  @DisplayName("has its pixels row by row")
  void pixels() {
    Box box = new Box(8, 16, 16);

    assertThat(box.pixels().cardinality()).isEqualTo(256);
    assertThat(box.pixels().nextSetBit(0)).isEqualTo(16 * 128 + 8);
    assertThat(box.pixels().length()).isEqualTo(31 * 128 + 24);
  }
}
