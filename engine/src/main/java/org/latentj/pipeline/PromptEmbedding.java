package org.latentj.pipeline;

import org.latentj.tensor.FloatTensor;

/**
 * An encoded prompt with its share in a composition.
 *
 * @param embeddings (B, 77k, hidden), float32
 * @param weight 1 for a prompt that stands alone
 */
public record PromptEmbedding(FloatTensor embeddings, double weight) {}
