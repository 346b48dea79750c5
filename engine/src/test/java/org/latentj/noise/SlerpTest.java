package org.latentj.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class SlerpTest {
  private static final Shape SHAPE = Shape.of(4, 8, 6);
  private final FloatTensor low = TorchNoise.float32(1).normal(SHAPE);
  private final FloatTensor high = TorchNoise.float32(2).normal(SHAPE);

  @Test
  @DisplayName("the ends are the two noises")
  void ends() {
    assertThat(Slerp.between(0, low, high).maxAbsDifference(low)).isLessThan(1e-6);
    assertThat(Slerp.between(1, low, high).maxAbsDifference(high)).isLessThan(1e-6);
  }

  @Test
  @DisplayName("the middle of two orthogonal unit columns is their sum over the root of two")
  void middle() {
    // Given two columns (one for each W) along H
    FloatTensor x = new FloatTensor(Shape.of(1, 2, 2), new float[] {1, 0, 0, 1});
    FloatTensor y = new FloatTensor(Shape.of(1, 2, 2), new float[] {0, 1, 1, 0});
    // When
    float[] middle = Slerp.between(0.5, x, y).data();
    // Then
    float root = (float) Math.sqrt(0.5);
    assertThat(middle).containsExactly(new float[] {root, root, root, root}, offset(1e-6f));
  }

  @Test
  @DisplayName("a third of the way turns a unit column by a third of the angle")
  void third() {
    FloatTensor x = new FloatTensor(Shape.of(1, 2, 1), new float[] {1, 0});
    FloatTensor y = new FloatTensor(Shape.of(1, 2, 1), new float[] {0, 1});
    float[] turned = Slerp.between(1 / 3.0, x, y).data();
    assertThat(turned[0]).isEqualTo((float) Math.cos(Math.PI / 6), offset(1e-6f));
    assertThat(turned[1]).isEqualTo((float) Math.sin(Math.PI / 6), offset(1e-6f));
  }

  @Test
  @DisplayName("angles are taken along H, not along W")
  void axis() {
    // Along H both columns are parallel to themselves; along W the rows would be orthogonal.
    FloatTensor x = new FloatTensor(Shape.of(1, 2, 2), new float[] {1, 2, 1, 2});
    FloatTensor y = new FloatTensor(Shape.of(1, 2, 2), new float[] {2, -1, -2, 1});
    float[] middle = Slerp.between(0.5, x, y).data();
    // First column: (1, 1) to (2, -2), orthogonal. Second: (2, 2) to (-1, 1), orthogonal.
    float root = (float) Math.sqrt(0.5);
    assertThat(middle)
        .containsExactly(new float[] {3 * root, root, -root, 3 * root}, offset(1e-6f));
  }

  @Test
  @DisplayName("parallel noises are mixed in a straight line with swapped ends, as in webui")
  void parallel() {
    FloatTensor twice = FloatTensor.zeros(SHAPE);
    for (int i = 0; i < low.data().length; i++) {
      twice.data()[i] = 2 * low.data()[i];
    }
    float[] mixed = Slerp.between(0.25, low, twice).data();
    for (int i = 0; i < mixed.length; i++) {
      assertThat(mixed[i]).isEqualTo(low.data()[i] * 1.75f, offset(1e-6f));
    }
  }

  @Test
  @DisplayName("a single parallel column among others stays finite")
  void oneParallelColumn() {
    FloatTensor x = new FloatTensor(Shape.of(1, 2, 2), new float[] {1, 1, 0, 0});
    FloatTensor y = new FloatTensor(Shape.of(1, 2, 2), new float[] {1, 0, 0, 1});
    float[] mixed = Slerp.between(0.5, x, y).data();
    assertThat(mixed[0]).isEqualTo(1, offset(1e-6f));
    assertThat(mixed[2]).isZero();
  }
}
