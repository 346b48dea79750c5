package org.latentj.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.latentj.prompt.PromptSyntax;
import org.latentj.runtime.TextEncoderModel;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;
import org.latentj.text.PromptChunk;
import org.latentj.text.PromptTokenizer;
import org.latentj.text.PromptWeights;

/**
 * Turns prompts of any length into embeddings: chunk by chunk, weighted, side by side. Those used
 * last are kept; the negative prompt, above all, is often the same.
 */
public final class PromptEncoder {
  /** A quarter of a megabyte each for a short prompt of Stable Diffusion 1. */
  private static final int KEPT = 32;

  private final TextEncoderModel encoder;
  private final PromptTokenizer tokenizer;
  private final Set<String> names = new LinkedHashSet<>();
  private final RecentResults<Key> recent = new RecentResults<>(KEPT);

  /**
   * What a prompt's embeddings depend on: its tokens and weights, the layers that are run, their
   * weights.
   */
  private record Key(List<PromptChunk> chunks, int clipSkip, int weightsVersion) {}

  /** An encoder on a loaded text tower and a tokenizer, which stay the caller's. */
  public PromptEncoder(TextEncoderModel encoder, PromptTokenizer tokenizer) {
    this.encoder = encoder;
    this.tokenizer = tokenizer;
  }

  /**
   * Encodes prompts to one length: a shorter one is filled up with chunks of an empty prompt.
   *
   * @param clipSkip layers of the text tower to leave out
   * @return for each prompt (1, 77k, hiddenSize), float32, with one k for all
   */
  public List<FloatTensor> encode(List<String> prompts, PromptSyntax syntax, int clipSkip) {
    List<List<PromptChunk>> tokenized = new ArrayList<>();
    int longest = 1;
    for (String prompt : prompts) {
      List<PromptChunk> chunks = tokenizer.tokenize(prompt, syntax).chunks();
      tokenized.add(chunks);
      chunks.forEach(chunk -> names.addAll(tokenizer.names().in(chunk)));
      longest = Math.max(longest, chunks.size());
    }
    PromptChunk empty = tokenizer.tokenize("", PromptSyntax.PLAIN).chunks().get(0);
    List<FloatTensor> all = new ArrayList<>();
    for (List<PromptChunk> chunks : tokenized) {
      List<PromptChunk> filled = new ArrayList<>(chunks);
      while (filled.size() < longest) {
        filled.add(empty);
      }
      all.add(encode(filled, clipSkip));
    }
    return all;
  }

  /** The names of textual inversions in the prompts encoded since this was asked for last. */
  public Set<String> takeNames() {
    Set<String> taken = new LinkedHashSet<>(names);
    names.clear();
    return taken;
  }

  private FloatTensor encode(List<PromptChunk> chunks, int clipSkip) {
    Key key = new Key(List.copyOf(chunks), clipSkip, encoder.version());
    return recent.get(key, () -> computed(chunks, clipSkip));
  }

  private FloatTensor computed(List<PromptChunk> chunks, int clipSkip) {
    int[][] ids = chunks.stream().map(PromptChunk::ids).toArray(int[][]::new);
    FloatTensor rows = encoder.encode(ids, clipSkip);
    List<FloatTensor> weighted = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      FloatTensor row = rows.row(i);
      PromptWeights.apply(row, chunks.get(i).weights());
      weighted.add(row);
    }
    long width = rows.shape().dimension(2);
    long length = rows.shape().dimension(0) * rows.shape().dimension(1);
    return FloatTensor.concatenate(weighted).reshape(Shape.of(1, length, width));
  }
}
