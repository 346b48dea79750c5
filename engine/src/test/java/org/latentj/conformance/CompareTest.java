package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("Comparing")
class CompareTest {

  @Test
  @DisplayName("floats gives the largest absolute difference")
  void floats() {
    Deviation deviation = Compare.floats("x", row(1, -2, 3), row(1.5f, -2, 2), 0.5);
    assertThat(deviation).isEqualTo(new Deviation("x", 1, 0.5));
  }

  @Test
  @DisplayName("floats of unequal shapes fails and names both")
  void shapes() {
    assertThatThrownBy(() -> Compare.floats("x", row(1), row(1, 2), 1))
        .hasMessageContaining("expected x of shape (1, 2) but got (1, 1)");
  }

  @Test
  @DisplayName("numbers takes equal infinities as equal and keeps a NaN")
  void numbers() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(Compare.numbers("s", new double[] {inf, 1}, new double[] {inf, 3}, 1).value())
        .isEqualTo(2);
    assertThat(Compare.numbers("s", new double[] {Double.NaN}, new double[] {1}, 1).value())
        .isNaN();
    assertThat(Compare.numbers("s", new double[] {1}, new double[] {Double.NaN}, 1).value())
        .isNaN();
    assertThatThrownBy(() -> Compare.numbers("sigmas", new double[2], new double[3], 1))
        .hasMessageContaining("expected 3 sigmas but got 2");
  }

  @Test
  @DisplayName("whole numbers counts wrong and missing ones")
  void exact() {
    int[] expected = {1, 2, 3, 4};
    assertThat(Compare.exact("ids", new int[] {1, 9, 3}, expected).value()).isEqualTo(2);
    assertThat(Compare.exact("ids", expected.clone(), expected).passes()).isTrue();
  }

  private static FloatTensor row(float... values) {
    return new FloatTensor(Shape.of(1, values.length), values);
  }
}
