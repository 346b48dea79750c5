package org.latentj.text;

import java.util.Arrays;

/**
 * One pass of the text encoder: BOS, up to 75 tokens, EOS, padding.
 *
 * @param ids 77 token ids; not to be modified
 * @param weights a factor for each token, 1 for BOS, EOS and padding; not to be modified. Multiply
 *     the encoder's output by them and restore its mean: {@link PromptWeights#apply}
 */
public record PromptChunk(int[] ids, float[] weights) {
  /** Tokens of a chunk, all included. */
  public static final int LENGTH = 77;

  /** Tokens of a chunk that come from the prompt. */
  public static final int CAPACITY = LENGTH - 2;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if there are not 77 ids and 77 weights
   */
  public PromptChunk {
    if (ids.length != LENGTH || weights.length != LENGTH) {
      throw new IllegalArgumentException(
          "expected 77 ids and 77 weights but got %d and %d".formatted(ids.length, weights.length));
    }
  }

  /** Whether some weight is not 1. */
  public boolean isWeighted() {
    for (float weight : weights) {
      if (weight != 1) {
        return true;
      }
    }
    return false;
  }

  /** Compares the contents. */
  @Override
  public boolean equals(Object other) {
    return other instanceof PromptChunk chunk
        && Arrays.equals(ids, chunk.ids)
        && Arrays.equals(weights, chunk.weights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "PromptChunk" + Arrays.toString(ids) + (isWeighted() ? Arrays.toString(weights) : "");
  }
}
