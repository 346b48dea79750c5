package org.latentj.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Fills chunks token by token, after webui's {@code modules/sd_hijack_clip.py: tokenize_line}: when
 * a chunk is full and has a comma among its last 20 tokens, what follows the comma moves on.
 */
final class ChunkBuilder {
  /** Webui's default of {@code comma_padding_backtrack}. */
  private static final int BACKTRACK = 20;

  private static final int NONE = -1;

  private final Tokenizer tokenizer;
  private final OptionalInt comma;
  private final List<PromptChunk> chunks = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final int[] ids = new int[PromptChunk.CAPACITY];
  private final float[] weights = new float[PromptChunk.CAPACITY];
  private int count;
  private int lastComma = NONE;

  ChunkBuilder(Tokenizer tokenizer, boolean breakAtCommas) {
    this.tokenizer = tokenizer;
    comma = breakAtCommas ? tokenizer.commaId() : OptionalInt.empty();
  }

  void add(int id, float weight) {
    if (comma.isPresent() && comma.getAsInt() == id) {
      lastComma = count;
    } else if (count == ids.length && lastComma != NONE && count - lastComma <= BACKTRACK) {
      moveTail(lastComma + 1);
    }
    if (count == ids.length) {
      finishChunk();
    }
    append(id, weight);
  }

  /** Adds ids that stand in one chunk; 75 at most. */
  void addTogether(int[] together, float weight) {
    if (count + together.length > ids.length) {
      finishChunk();
    }
    for (int id : together) {
      append(id, weight);
    }
  }

  private void append(int id, float weight) {
    ids[count] = id;
    weights[count] = weight;
    count++;
  }

  private void moveTail(int from) {
    int[] tailIds = Arrays.copyOfRange(ids, from, count);
    float[] tailWeights = Arrays.copyOfRange(weights, from, count);
    count = from;
    finishChunk();
    for (int i = 0; i < tailIds.length; i++) {
      append(tailIds[i], tailWeights[i]);
    }
  }

  /** Ends the chunk that is being filled, even an empty one. */
  void finishChunk() {
    int[] wrapped = new int[PromptChunk.LENGTH];
    float[] factors = new float[PromptChunk.LENGTH];
    Arrays.fill(wrapped, tokenizer.padId());
    Arrays.fill(factors, 1);
    wrapped[0] = tokenizer.bosId();
    System.arraycopy(ids, 0, wrapped, 1, count);
    System.arraycopy(weights, 0, factors, 1, count);
    wrapped[count + 1] = tokenizer.eosId();
    chunks.add(new PromptChunk(wrapped, factors));
    counts.add(count);
    count = 0;
    lastComma = NONE;
  }

  TokenizedPrompt build(int maxChunks) {
    if (count > 0 || chunks.isEmpty()) {
      finishChunk();
    }
    int kept = Math.min(maxChunks, chunks.size());
    int dropped = counts.subList(kept, counts.size()).stream().mapToInt(n -> n).sum();
    return new TokenizedPrompt(chunks.subList(0, kept), dropped);
  }
}
