package org.latentj.text;

import java.util.List;

/**
 * A prompt as the text encoder takes it; the embeddings of its chunks are joined along the tokens.
 *
 * @param chunks one or more
 * @param droppedTokens how many tokens at the end did not fit the allowed number of chunks; above 0
 *     the user should be told
 */
public record TokenizedPrompt(List<PromptChunk> chunks, int droppedTokens) {

  /** Copies the list. */
  public TokenizedPrompt {
    chunks = List.copyOf(chunks);
  }
}
