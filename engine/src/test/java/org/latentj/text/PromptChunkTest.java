package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PromptChunkTest {

  private static PromptChunk chunk(int id, float weight) {
    int[] ids = new int[77];
    float[] weights = new float[77];
    java.util.Arrays.fill(weights, 1);
    ids[3] = id;
    weights[3] = weight;
    return new PromptChunk(ids, weights);
  }

  @Test
  @DisplayName("chunks are equal by content, so that embeddings can be cached under them")
  void equality() {
    assertThat(chunk(5, 1.1f)).isEqualTo(chunk(5, 1.1f)).hasSameHashCodeAs(chunk(5, 1.1f));
    assertThat(chunk(5, 1.1f)).isNotEqualTo(chunk(6, 1.1f)).isNotEqualTo(chunk(5, 1.2f));
  }

  @Test
  @DisplayName("a chunk is weighted if one weight is not 1")
  void weighted() {
    assertThat(chunk(5, 1).isWeighted()).isFalse();
    assertThat(chunk(5, 0.99f).isWeighted()).isTrue();
  }

  @Test
  @DisplayName("the text form shows weights only where there are any")
  void text() {
    assertThat(chunk(12345, 1)).asString().contains("12345").doesNotContain("1.0");
    assertThat(chunk(12345, 1.25f)).asString().contains("1.25");
  }

  @Test
  @DisplayName("other lengths are refused")
  void lengths() {
    assertThatThrownBy(() -> new PromptChunk(new int[76], new float[77]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("76 and 77");
  }
}
