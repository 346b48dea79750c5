package org.latentj.text;

import java.util.List;
import java.util.Optional;
import org.latentj.prompt.EmphasisParser;
import org.latentj.prompt.PromptSyntax;
import org.latentj.prompt.WeightedText;

/** Cuts prompts into chunks of 77 tokens. As thread-safe as its tokenizer; does not close it. */
public final class PromptTokenizer {
  private final Tokenizer tokenizer;
  private final NamedTokens names;

  /** Over a tokenizer, which stays the caller's to close. */
  public PromptTokenizer(Tokenizer tokenizer) {
    this(tokenizer, NamedTokens.NONE);
  }

  /**
   * Over a tokenizer, which stays the caller's to close.
   *
   * @param names what stands for token ids of its own, in prompts of either syntax
   */
  public PromptTokenizer(Tokenizer tokenizer, NamedTokens names) {
    this.tokenizer = tokenizer;
    this.names = names;
  }

  /** What stands for token ids of its own. */
  public NamedTokens names() {
    return names;
  }

  /**
   * Tokenizes a prompt into as many chunks as it needs.
   *
   * @param prompt any text; an empty one gives one chunk of padding
   * @throws IllegalArgumentException if weights multiply beyond a float's range, or a name is used
   *     that cannot be
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
        add(tokenizer.encode(piece.text()), (float) piece.weight(), builder);
      }
    }
    return builder.build(maxChunks);
  }

  private void add(int[] tokens, float weight, ChunkBuilder builder) {
    int at = 0;
    while (at < tokens.length) {
      Optional<NamedTokens.Name> name = names.at(tokens, at);
      if (name.isPresent()) {
        builder.addTogether(name.get().ids(), weight);
        at += name.get().tokens().length;
      } else {
        builder.add(tokens[at++], weight);
      }
    }
  }
}
