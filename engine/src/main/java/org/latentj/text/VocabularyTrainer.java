package org.latentj.text;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes vocabularies for text encoders that are trained from nothing: byte-pair encoding (Sennrich
 * et al. 2016, algorithm 1) in the form of CLIP's (openai/CLIP {@code simple_tokenizer.py}): 256
 * bytes, the same at a word's end, the merges, two specials. The same words always give the same
 * vocabulary.
 */
public final class VocabularyTrainer {
  private static final String END_OF_WORD = "</w>";
  private static final int SPECIALS = 2;

  private final List<Pair> merges = new ArrayList<>();
  private final Set<String> tokens = new LinkedHashSet<>();

  /** Two neighbouring symbols of a word. */
  private record Pair(String left, String right) {
    String joined() {
      return left + right;
    }
  }

  private static final class Word {
    private final long count;
    private List<String> symbols = new ArrayList<>();

    Word(String text, long count) {
      this.count = count;
      text.chars().forEach(c -> symbols.add(Character.toString(c)));
      symbols.set(symbols.size() - 1, symbols.get(symbols.size() - 1) + END_OF_WORD);
    }
  }

  private VocabularyTrainer() {}

  /**
   * Trains until the vocabulary is full or every word is one token.
   *
   * @param counts how often each word occurs; words of printable ASCII, lower case
   * @param size most tokens, 514 or more
   */
  public static VocabularyTrainer train(Map<String, Long> counts, int size) {
    VocabularyTrainer vocabulary = new VocabularyTrainer();
    List<String> bytes = byteSymbols();
    vocabulary.tokens.addAll(bytes);
    bytes.forEach(symbol -> vocabulary.tokens.add(symbol + END_OF_WORD));
    List<Word> words = new ArrayList<>();
    counts.forEach((word, count) -> words.add(new Word(word, count)));
    boolean more = true;
    while (more && vocabulary.tokens.size() < size - SPECIALS) {
      more = vocabulary.merge(words);
    }
    vocabulary.tokens.add("<|startoftext|>");
    vocabulary.tokens.add("<|endoftext|>");
    return vocabulary;
  }

  /** How many tokens there are, specials included. */
  public int size() {
    return tokens.size();
  }

  /** Writes {@code vocab.json} and {@code merges.txt} into a folder that exists. */
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("vocab.json"), vocabJson());
    Files.writeString(folder.resolve("merges.txt"), mergesText());
  }

  /** {@code vocab.json}: a map from tokens to ids in the order of ids. */
  String vocabJson() {
    Map<String, Integer> ids = new LinkedHashMap<>();
    tokens.forEach(token -> ids.put(token, ids.size()));
    return new GsonBuilder().disableHtmlEscaping().create().toJson(ids) + "\n";
  }

  /** {@code merges.txt}: a version line and one merge a line, the first to be applied first. */
  String mergesText() {
    StringBuilder text = new StringBuilder("#version: 0.2\n");
    merges.forEach(m -> text.append(m.left).append(' ').append(m.right).append('\n'));
    return text.toString();
  }

  private boolean merge(List<Word> words) {
    Map<Pair, Long> counts = new HashMap<>();
    for (Word word : words) {
      for (int i = 1; i < word.symbols.size(); i++) {
        Pair pair = new Pair(word.symbols.get(i - 1), word.symbols.get(i));
        counts.merge(pair, word.count, Long::sum);
      }
    }
    // A token must not come about in two ways: its id would be ambiguous.
    counts.keySet().removeIf(pair -> tokens.contains(pair.joined()));
    Optional<Pair> best =
        counts.entrySet().stream()
            .min(
                Map.Entry.<Pair, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry::getKey, Comparator.comparing(Pair::left))
                    .thenComparing(Map.Entry::getKey, Comparator.comparing(Pair::right)))
            .map(Map.Entry::getKey);
    best.ifPresent(
        pair -> {
          merges.add(pair);
          tokens.add(pair.joined());
          words.forEach(word -> word.symbols = apply(pair, word.symbols));
        });
    return best.isPresent();
  }

  private static List<String> apply(Pair pair, List<String> symbols) {
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      boolean here =
          i + 1 < symbols.size()
              && symbols.get(i).equals(pair.left)
              && symbols.get(i + 1).equals(pair.right);
      merged.add(here ? pair.joined() : symbols.get(i));
      i += here ? 1 : 0;
    }
    return merged;
  }

  /** The printable stand-ins of the 256 bytes, in the order of {@code bytes_to_unicode}. */
  private static List<String> byteSymbols() {
    List<String> printable = new ArrayList<>();
    int others = 0;
    List<String> rest = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      boolean shown = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae;
      if (shown) {
        printable.add(Character.toString(b));
      } else {
        rest.add(Character.toString(256 + others++));
      }
    }
    printable.addAll(rest);
    return printable;
  }
}
