package org.latentj.text;

import org.latentj.tensor.FloatTensor;

/** Emphasis on embeddings: webui's {@code modules/sd_emphasis.py: EmphasisOriginal}. */
public final class PromptWeights {
  private PromptWeights() {}

  /**
   * Multiplies each token's embedding by its weight, then scales the whole chunk so that it has its
   * old mean again.
   *
   * @param embeddings output of the text encoder for one chunk, shape (1, T, H); modified
   * @param weights T factors
   * @throws IllegalArgumentException if the shapes do not fit
   */
  public static void apply(FloatTensor embeddings, float[] weights) {
    check(embeddings, weights);
    float[] data = embeddings.data();
    int width = embeddings.shape().size(2);
    double before = 0;
    double after = 0;
    for (int i = 0; i < data.length; i++) {
      before += data[i];
      data[i] *= weights[i / width];
      after += data[i];
    }
    // Zero weights can leave nothing to scale; webui's pictures turn black there.
    double scale = after == 0 ? 1 : before / after;
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (data[i] * scale);
    }
  }

  private static void check(FloatTensor embeddings, float[] weights) {
    if (embeddings.shape().rank() != 3
        || embeddings.shape().dimension(0) != 1
        || embeddings.shape().dimension(1) != weights.length) {
      throw new IllegalArgumentException(
          "expected embeddings (1, %d, H) for %d weights but got %s"
              .formatted(weights.length, weights.length, embeddings.shape()));
    }
  }
}
