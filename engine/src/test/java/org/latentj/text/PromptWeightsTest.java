package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

class PromptWeightsTest {

  private static FloatTensor embeddings(float... data) {
    return new FloatTensor(Shape.of(1, data.length / 2, 2), data);
  }

  @Test
  @DisplayName("tokens are multiplied, then the chunk has its mean again")
  void multipliesAndRestores() {
    // Given two tokens of width 2 with the sum 10
    FloatTensor embeddings = embeddings(1, 2, 3, 4);
    // When the second counts double: 1, 2, 6, 8 with the sum 17
    PromptWeights.apply(embeddings, new float[] {1, 2});
    // Then
    float[] expected = {10 / 17f, 20 / 17f, 60 / 17f, 80 / 17f};
    assertThat(embeddings.data()).containsExactly(expected, offset(1e-6f));
  }

  @Test
  @DisplayName("weights of 1 change no bit")
  void ones() {
    FloatTensor embeddings = embeddings(0.1f, -0.2f, 0.3f, 7e-9f);
    PromptWeights.apply(embeddings, new float[] {1, 1});
    assertThat(embeddings.data()).containsExactly(0.1f, -0.2f, 0.3f, 7e-9f);
  }

  @Test
  @DisplayName("a common factor cancels out")
  void commonFactor() {
    FloatTensor embeddings = embeddings(1, 2, -3, 4);
    PromptWeights.apply(embeddings, new float[] {1.5f, 1.5f});
    assertThat(embeddings.data()).containsExactly(new float[] {1, 2, -3, 4}, offset(1e-6f));
  }

  @Test
  @DisplayName("weights of 0 everywhere leave zeros, not NaN")
  void zeros() {
    FloatTensor embeddings = embeddings(1, 2, 3, 4);
    PromptWeights.apply(embeddings, new float[] {0, 0});
    assertThat(embeddings.data()).containsExactly(0, 0, 0, 0);
  }

  @Test
  @DisplayName("the mean of a chunk of real size is restored closely")
  void realSize() {
    FloatTensor embeddings = FloatTensor.zeros(Shape.of(1, 77, 768));
    float[] weights = new float[77];
    double before = 0;
    for (int i = 0; i < embeddings.data().length; i++) {
      embeddings.data()[i] = (float) (Math.sin(i) * 10 - 0.1);
      before += embeddings.data()[i];
      weights[i / 768] = 1 + i / 768 % 3 * 0.2f;
    }
    PromptWeights.apply(embeddings, weights);
    double after = 0;
    for (float value : embeddings.data()) {
      after += value;
    }
    assertThat(after).isCloseTo(before, offset(Math.abs(before) * 1e-5));
  }

  @Test
  @DisplayName("weights of another length are refused")
  void wrongShape() {
    assertThatThrownBy(() -> PromptWeights.apply(embeddings(1, 2, 3, 4), new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(1, 3, H)")
        .hasMessageContaining("(1, 2, 2)");
  }
}
