package org.latentj.model;

import org.latentj.model.TextEncoderConfig.Activation;

/**
 * The image tower of CLIP with its projection (transformers' {@code
 * CLIPVisionModelWithProjection}).
 *
 * @param imageSize edge of its pictures in pixels
 * @param patchSize edge of a patch in pixels; as many as fit whole
 * @param hiddenSize width of the embeddings
 * @param intermediateSize width of the feed-forward layers
 * @param layers transformer layers
 * @param heads attention heads
 * @param activation of the feed-forward layers
 * @param layerNormEps epsilon of the layer norms
 * @param projectionSize width of what comes out, the space that texts are in, too
 */
public record VisionTowerConfig(
    int imageSize,
    int patchSize,
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    Activation activation,
    double layerNormEps,
    int projectionSize) {

  /** CLIP ViT-L/14, of which Stable Diffusion's safety checker is made. */
  public static VisionTowerConfig clipVitL14() {
    return new VisionTowerConfig(224, 14, 1024, 4096, 24, 16, Activation.QUICK_GELU, 1e-5, 768);
  }

  /** Patches along an edge. */
  public int grid() {
    return imageSize / patchSize;
  }

  /** The length of its sequence: all patches and the class token. */
  public int tokens() {
    return grid() * grid() + 1;
  }
}
