package org.latentj.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.latentj.checkpoint.CheckpointException;

/**
 * The byte-pair vocabulary of a CLIP text encoder.
 *
 * @param ids token to id; tokens are written in GPT-2's byte alphabet, and end in {@code </w>}
 *     where they end a word
 * @param merges pairs of tokens that join, {@code left right}, by priority
 * @param bos the token that begins a chunk
 * @param eos the token that ends a chunk
 * @param pad the token that fills a chunk: {@code eos} again in Stable Diffusion 1, {@code !} in 2
 */
public record ClipVocabulary(
    Map<String, Integer> ids, List<String> merges, String bos, String eos, String pad) {

  /**
   * Checks that the special tokens exist.
   *
   * @throws CheckpointException if one of them has no id, or if there are no ids at all
   */
  public ClipVocabulary {
    ids = Map.copyOf(ids);
    merges = List.copyOf(merges);
    Map<String, Integer> known = ids;
    Stream.of(bos, eos, pad)
        .filter(token -> !known.containsKey(token))
        .findFirst()
        .ifPresent(
            token -> {
              throw new CheckpointException(
                  "the vocabulary of %d tokens lacks the special token '%s'; is it CLIP's?"
                      .formatted(known.size(), token));
            });
  }

  /**
   * Reads the {@code tokenizer} folder of a diffusers model.
   *
   * @param folder with vocab.json and merges.txt, or with tokenizer.json; special tokens come from
   *     special_tokens_map.json or tokenizer_config.json if these are there
   * @throws CheckpointException if a file is missing, malformed or not for CLIP
   */
  public static ClipVocabulary read(Path folder) {
    return new VocabularyFolder(folder).read();
  }

  /** The highest id plus one: what the text encoder's embedding must have at least. */
  public int size() {
    return ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
  }
}
