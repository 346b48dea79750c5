package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The relation of two objects")
class RelationTest {
  @Test
  @DisplayName("tells how the first lies to the second")
  void relations() {
    assertThat(between(0.2, 0.5, 0.8, 0.6)).contains(Relation.LEFT_OF);
    assertThat(between(0.8, 0.5, 0.2, 0.6)).contains(Relation.RIGHT_OF);
    assertThat(between(0.5, 0.2, 0.6, 0.8)).contains(Relation.ABOVE);
    assertThat(between(0.5, 0.8, 0.6, 0.2)).contains(Relation.BELOW);
  }

  @Test
  @DisplayName("is not told where both directions matter, or the distance is short")
  void unclear() {
    assertThat(between(0.2, 0.2, 0.7, 0.7)).isEmpty();
    assertThat(between(0.3, 0.5, 0.5, 0.5)).isEmpty();
  }

  private static Optional<Relation> between(double x, double y, double otherX, double otherY) {
    return Relation.between(
        Scenes.object(ShapeKind.STAR, NamedColor.RED, x, y),
        Scenes.object(ShapeKind.RING, NamedColor.BLUE, otherX, otherY));
  }
}
