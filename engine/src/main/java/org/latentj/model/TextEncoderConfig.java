package org.latentj.model;

/**
 * The text tower of CLIP (transformers' {@code CLIPTextModel}).
 *
 * @param vocabularySize rows of the token embedding
 * @param hiddenSize width of the embeddings
 * @param intermediateSize width of the feed-forward layers
 * @param layers transformer layers
 * @param heads attention heads
 * @param maxPositions context length in tokens, 77
 * @param activation of the feed-forward layers
 * @param layerNormEps epsilon of the layer norms
 */
public record TextEncoderConfig(
    int vocabularySize,
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    int maxPositions,
    Activation activation,
    double layerNormEps) {

  /** Activations of CLIP's feed-forward layers. */
  public enum Activation {
    /** {@code x * sigmoid(1.702 x)}: OpenAI's CLIP, Stable Diffusion 1.x. */
    QUICK_GELU,
    /** The exact GELU: OpenCLIP, Stable Diffusion 2.x. */
    GELU
  }

  /** CLIP ViT-L/14 as in Stable Diffusion 1.x: 123,060,480 parameters. */
  public static TextEncoderConfig clipVitL14() {
    return new TextEncoderConfig(49408, 768, 3072, 12, 12, 77, Activation.QUICK_GELU, 1e-5);
  }

  /** The same with as many rows in the token embedding. */
  public TextEncoderConfig withVocabularySize(int rows) {
    return new TextEncoderConfig(
        rows, hiddenSize, intermediateSize, layers, heads, maxPositions, activation, layerNormEps);
  }
}
