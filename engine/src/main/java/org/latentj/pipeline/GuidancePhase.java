package org.latentj.pipeline;

import java.util.List;
import org.latentj.tensor.FloatTensor;

/**
 * What guides the steps up to a certain one. A prompt without schedules has one phase.
 *
 * @param untilStep the last step, counted from 1, that this phase guides
 * @param negative (B, 77k, hidden), float32: the embeddings of what to keep away from; only read
 *     where guidance is on, else it may be null
 * @param prompts one, or several composed by AND; of the same shape as {@code negative}
 */
public record GuidancePhase(int untilStep, FloatTensor negative, List<PromptEmbedding> prompts) {

  /** Copies the list. */
  public GuidancePhase {
    prompts = List.copyOf(prompts);
    if (prompts.isEmpty()) {
      throw new IllegalArgumentException("expected a prompt or more but got none");
    }
  }

  /** One prompt for the whole run. */
  public static GuidancePhase whole(FloatTensor negative, FloatTensor prompt) {
    return new GuidancePhase(Integer.MAX_VALUE, negative, List.of(new PromptEmbedding(prompt, 1)));
  }

  boolean isComposition() {
    return prompts.size() > 1 || prompts.get(0).weight() != 1;
  }
}
