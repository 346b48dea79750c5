package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The place of an object")
class PlaceTest {
  @Test
  @DisplayName("is one of nine, or has no name")
  void nine() {
    assertThat(at(0.2, 0.2)).contains(Place.TOP_LEFT);
    assertThat(at(0.5, 0.2)).contains(Place.TOP);
    assertThat(at(0.8, 0.2)).contains(Place.TOP_RIGHT);
    assertThat(at(0.2, 0.5)).contains(Place.LEFT);
    assertThat(at(0.5, 0.5)).contains(Place.CENTER);
    assertThat(at(0.8, 0.5)).contains(Place.RIGHT);
    assertThat(at(0.2, 0.8)).contains(Place.BOTTOM_LEFT);
    assertThat(at(0.5, 0.8)).contains(Place.BOTTOM);
    assertThat(at(0.8, 0.8)).contains(Place.BOTTOM_RIGHT);
    assertThat(at(0.37, 0.5)).isEmpty();
  }

  @Test
  @DisplayName("is told by the way that the object can go, so that a large one has corners too")
  void large() {
    SceneObject object =
        new SceneObject(
            ShapeKind.RING, NamedColor.RED, ObjectSize.LARGE, Style.PLAIN, 0.35, 0.66, 0.31);

    assertThat(Place.of(object)).contains(Place.BOTTOM_LEFT);
  }

  private static Optional<Place> at(double x, double y) {
    return Place.of(Scenes.object(ShapeKind.STAR, NamedColor.RED, x, y));
  }
}
