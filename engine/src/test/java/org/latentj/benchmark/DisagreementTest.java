package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("How far values are apart")
class DisagreementTest {

  private static FloatTensor values(float... values) {
    return new FloatTensor(Shape.of(values.length), values);
  }

  @Test
  @DisplayName("is the largest difference, and the differences' size over the reference's")
  void numbers() {
    Disagreement apart = Disagreement.of(values(3, 4, 1), values(3, 4, 0));
    assertThat(apart.largest()).isEqualTo(1);
    assertThat(apart.relative()).isCloseTo(1 / 5.0, within(1e-12));
    assertThat(apart.within(0.2)).isTrue();
    assertThat(apart.within(0.19)).isFalse();
  }

  @Test
  @DisplayName("is nothing between equal values, zeros included")
  void equal() {
    assertThat(Disagreement.of(values(0, 0), values(0, 0))).isEqualTo(new Disagreement(0, 0));
    assertThat(Disagreement.of(values(1, 0), values(0, 0)).within(1e9)).isFalse();
  }

  @Test
  @DisplayName("is never tolerated where there is a NaN or an infinity")
  void notNumbers() {
    assertThat(Disagreement.of(values(1, Float.NaN), values(1, 2)).within(1e9)).isFalse();
    assertThat(Disagreement.of(values(1, 2), values(Float.NaN, 2)).within(1e9)).isFalse();
    assertThat(Disagreement.of(values(1, Float.POSITIVE_INFINITY), values(1, 2)).within(1e9))
        .isFalse();
  }
}
