package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A scene")
class SceneTest {
  private static final Background WHITE = Background.plain(NamedColor.WHITE);

  @Test
  @DisplayName("refuses objects that touch")
  void touching() {
    SceneObject left = Scenes.object(ShapeKind.STAR, NamedColor.RED, 0.3, 0.5);
    SceneObject right = Scenes.object(ShapeKind.RING, NamedColor.BLUE, 0.7, 0.5);

    assertThatThrownBy(() -> new Scene(WHITE, List.of(left, right), Layout.FREE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 0.0313 apart");
  }

  @Test
  @DisplayName("refuses a colour that does not show on its background")
  void hidden() {
    SceneObject white = Scenes.object(ShapeKind.STAR, NamedColor.WHITE, 0.5, 0.5);

    assertThatThrownBy(() -> new Scene(WHITE, List.of(white), Layout.FREE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but got WHITE");
  }

  @Test
  @DisplayName("refuses none and four objects")
  void number() {
    SceneObject red = Scenes.object(ShapeKind.STAR, NamedColor.RED, 0.5, 0.5);

    assertThatThrownBy(() -> new Scene(WHITE, List.of(), Layout.FREE, 0))
        .hasMessage("expected 1 to 3 objects but got 0");
    assertThatThrownBy(() -> new Scene(WHITE, List.of(red, red, red, red), Layout.FREE, 0))
        .hasMessage("expected 1 to 3 objects but got 4");
  }

  @Test
  @DisplayName("refuses an object that leaves the picture, is of another size, or an outlined ring")
  void objects() {
    assertThatThrownBy(() -> Scenes.object(ShapeKind.STAR, NamedColor.RED, 0.1, 0.5))
        .hasMessageContaining("inside the picture");
    assertThatThrownBy(() -> object(ShapeKind.STAR, ObjectSize.LARGE, Style.PLAIN))
        .hasMessage("expected a large radius from 0.2578 to 0.3125 but got 0.2000");
    assertThatThrownBy(() -> object(ShapeKind.RING, ObjectSize.MEDIUM, Style.OUTLINED))
        .hasMessage("a ring is never outlined");
  }

  @Test
  @DisplayName("does not show gray where black fades into white")
  void gradient() {
    Background gradient = new Background(Pattern.GRADIENT, NamedColor.BLACK, NamedColor.WHITE);

    assertThat(gradient.shows(NamedColor.GRAY)).isFalse();
    assertThat(gradient.shows(NamedColor.RED)).isTrue();
  }

  private static SceneObject object(ShapeKind shape, ObjectSize size, Style style) {
    return new SceneObject(shape, NamedColor.RED, size, style, 0.5, 0.5, 0.2);
  }
}
