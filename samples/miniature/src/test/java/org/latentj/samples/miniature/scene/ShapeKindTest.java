package org.latentj.samples.miniature.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A shape")
class ShapeKindTest {
  @ParameterizedTest
  @EnumSource
  @DisplayName("fits in its circle and fills a good part of it")
  void fits(ShapeKind kind) {
    Shape shape = kind.outline(10, 20, 4, 17);
    double furthest = 0;
    double[] point = new double[6];
    for (PathIterator path = shape.getPathIterator(null, 0.001); !path.isDone(); path.next()) {
      if (path.currentSegment(point) != PathIterator.SEG_CLOSE) {
        furthest = Math.max(furthest, Math.hypot(point[0] - 10, point[1] - 20));
      }
    }

    assertThat(furthest).isBetween(0.9 * 4, 1.0001 * 4);
    assertThat(area(shape)).isGreaterThan(0.3 * Math.PI * 16);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("is another than all others: at least a tenth of what either covers differs")
  void distinct(ShapeKind kind) {
    for (ShapeKind other : ShapeKind.values()) {
      if (other != kind) {
        assertThat(difference(kind, other)).as("from %s", other).isGreaterThan(0.1);
      }
    }
  }

  @Test
  @DisplayName("covers its centre unless it is a ring or a crescent")
  void centre() {
    for (ShapeKind kind : ShapeKind.values()) {
      boolean hollow = kind == ShapeKind.RING || kind == ShapeKind.CRESCENT;
      assertThat(kind.coversCentre()).as(kind.word()).isEqualTo(!hollow);
    }
  }

  @Test
  @DisplayName("turns clockwise as seen")
  void turning() {
    Shape triangle = ShapeKind.TRIANGLE.outline(0, 0, 1, 90);

    assertThat(triangle.getBounds2D().getMaxX()).isCloseTo(1, within(1e-9));
    assertThat(triangle.getBounds2D().getMinX()).isCloseTo(-0.5, within(1e-9));
  }

  @Test
  @DisplayName("has the right plural")
  void plural() {
    assertThat(ShapeKind.CROSS.plural()).isEqualTo("crosses");
    assertThat(ShapeKind.HEXAGON.plural()).isEqualTo("hexagons");
  }

  private static double area(Shape shape) {
    int inside = 0;
    for (double y = 16; y < 24; y += 0.05) {
      for (double x = 6; x < 14; x += 0.05) {
        inside += shape.contains(x, y) ? 1 : 0;
      }
    }
    return inside * 0.05 * 0.05;
  }

  /** The area that one of both covers by that which any covers. */
  private static double difference(ShapeKind kind, ShapeKind other) {
    Shape first = kind.outline(0, 0, 1);
    Shape second = other.outline(0, 0, 1);
    double either = 0;
    double one = 0;
    for (double y = -1; y < 1; y += 0.05) {
      for (double x = -1; x < 1; x += 0.05) {
        boolean inFirst = first.contains(x, y);
        boolean inSecond = second.contains(x, y);
        either += inFirst || inSecond ? 1 : 0;
        one += inFirst != inSecond ? 1 : 0;
      }
    }
    return one / either;
  }
}
