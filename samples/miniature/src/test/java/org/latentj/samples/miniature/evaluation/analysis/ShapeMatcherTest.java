package org.latentj.samples.miniature.evaluation.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Shape;
import java.util.BitSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.samples.miniature.scene.ShapeKind;

@DisplayName("Templates")
class ShapeMatcherTest {
  private static BitSet pixels(Shape shape) {
    return Area.where(i -> shape.contains(i % 128 + 0.5, i / 128 + 0.5));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("name every shape at any size and slightly turned")
  void every(ShapeKind kind) {
    for (double radius : new double[] {15, 24.3, 39}) {
      for (double degrees : new double[] {-7, 2, 6}) {
        double turn = kind.isRound() ? 0 : degrees;
        ShapeMatcher.Match match =
            ShapeMatcher.best(pixels(kind.outline(60.3, 64.8, radius, turn)));

        assertThat(match.kind()).isEqualTo(kind);
        assertThat(match.overlap()).isGreaterThan(0.88);
      }
    }
  }

  @Test
  @DisplayName("do not fit what is no shape")
  void none() {
    BitSet snake = Area.where(i -> i / 128 >= 60 && i / 128 < 66 && i % 128 > 10 && i % 128 < 90);

    assertThat(ShapeMatcher.best(snake).overlap()).isLessThan(DetectedObject.LEAST_OVERLAP);
  }
}
