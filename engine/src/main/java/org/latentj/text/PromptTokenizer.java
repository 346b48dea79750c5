package org.latentj.text;

import java.util.List;
import org.latentj.prompt.EmphasisParser;
import org.latentj.prompt.PromptSyntax;
import org.latentj.prompt.WeightedText;

/** Cuts prompts into chunks of 77 tokens. As thread-safe as its tokenizer; does not close it. */
public final class PromptTokenizer {
  private final Tokenizer tokenizer;

  /** Over a tokenizer, which stays the caller's to close. */
  public PromptTokenizer(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Tokenizes a prompt into as many chunks as it needs.
   *
   * @param prompt any text; an empty one gives one chunk of padding
   * @throws IllegalArgumentException if weights multiply beyond a float's range
   */
  public TokenizedPrompt tokenize(String prompt, PromptSyntax syntax) {
    return tokenize(prompt, syntax, Integer.MAX_VALUE);
  }

  /**
   * Tokenizes a prompt into a limited number of chunks.
   *
   * @param prompt any text; an empty one gives one chunk of padding
   * @param maxChunks 1 or more; 1 with {@link PromptSyntax#PLAIN} cuts as diffusers does
   * @return at most {@code maxChunks} chunks, and how many tokens were left over
   * @throws IllegalArgumentException if {@code maxChunks} is less than 1, or weights multiply
   *     beyond a float's range
   */
  public TokenizedPrompt tokenize(String prompt, PromptSyntax syntax, int maxChunks) {
    if (maxChunks < 1) {
      throw new IllegalArgumentException("expected 1 chunk or more but got " + maxChunks);
    }
    ChunkBuilder builder = new ChunkBuilder(tokenizer, syntax == PromptSyntax.A1111);
    List<List<WeightedText>> sections =
        syntax == PromptSyntax.A1111
            ? EmphasisParser.parse(prompt)
            : List.of(List.of(new WeightedText(prompt, 1)));
    for (int i = 0; i < sections.size(); i++) {
      if (i > 0) {
        builder.finishChunk();
      }
      for (WeightedText piece : sections.get(i)) {
        for (int id : tokenizer.encode(piece.text())) {
          builder.add(id, (float) piece.weight());
        }
      }
    }
    return builder.build(maxChunks);
  }
}
