package org.latentj.prompt;

/** What the characters of a prompt mean. */
public enum PromptSyntax {
  /** Everything is text, as in diffusers. Chunks are full. */
  PLAIN,
  /**
   * AUTOMATIC1111's webui: emphasis in brackets and {@code BREAK} (see {@link EmphasisParser}); a
   * chunk ends at a comma within its last 20 tokens. Resolve schedules and compositions before.
   */
  A1111
}
