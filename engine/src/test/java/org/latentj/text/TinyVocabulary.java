package org.latentj.text;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the vocabulary of the tiny test model: byte-pair encoding (Sennrich et al. 2016, algorithm
 * 1) trained on a word list of our own, in the form of CLIP's (openai/CLIP {@code
 * simple_tokenizer.py}: 256 bytes, the same at a word's end, the merges, two specials). CLIP's own
 * vocabulary has 49408 entries; the tiny text encoder has embeddings for {@value #SIZE}.
 *
 * <p>{@code main} writes {@code vocab.json} and {@code merges.txt} into the folder it is given. The
 * same words always give the same files.
 */
final class TinyVocabulary {
  /** Rows of the tiny text encoder's embedding. */
  static final int SIZE = 1514;

  private static final String END_OF_WORD = "</w>";
  private static final String WORDS = "tiny-words.txt";

  /** Dividing it by a word's rank gives its count: the first words of the list weigh most. */
  private static final int COUNT_OF_FIRST = 1_000_000;

  private final List<Pair> merges = new ArrayList<>();
  private final Set<String> tokens = new LinkedHashSet<>();

  /** Two neighbouring symbols of a word. */
  record Pair(String left, String right) {
    String joined() {
      return left + right;
    }
  }

  private static final class Word {
    private final int count;
    private List<String> symbols = new ArrayList<>();

    Word(String text, int count) {
      this.count = count;
      text.chars().forEach(c -> symbols.add(Character.toString(c)));
      symbols.set(symbols.size() - 1, symbols.get(symbols.size() - 1) + END_OF_WORD);
    }
  }

  private TinyVocabulary() {}

  /** Trains until the vocabulary is full. */
  static TinyVocabulary train() {
    TinyVocabulary vocabulary = new TinyVocabulary();
    List<String> bytes = byteSymbols();
    vocabulary.tokens.addAll(bytes);
    bytes.forEach(symbol -> vocabulary.tokens.add(symbol + END_OF_WORD));
    List<Word> words = readWords();
    while (vocabulary.tokens.size() < SIZE - 2) {
      vocabulary.merge(words);
    }
    vocabulary.tokens.add("<|startoftext|>");
    vocabulary.tokens.add("<|endoftext|>");
    return vocabulary;
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

  private void merge(List<Word> words) {
    Map<Pair, Long> counts = new HashMap<>();
    for (Word word : words) {
      for (int i = 1; i < word.symbols.size(); i++) {
        Pair pair = new Pair(word.symbols.get(i - 1), word.symbols.get(i));
        counts.merge(pair, (long) word.count, Long::sum);
      }
    }
    // A token must not come about in two ways: its id would be ambiguous.
    counts.keySet().removeIf(pair -> tokens.contains(pair.joined()));
    Pair best =
        counts.entrySet().stream()
            .min(
                Map.Entry.<Pair, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry::getKey, Comparator.comparing(Pair::left))
                    .thenComparing(Map.Entry::getKey, Comparator.comparing(Pair::right)))
            .orElseThrow(() -> new IllegalStateException(WORDS + " holds too few words"))
            .getKey();
    merges.add(best);
    tokens.add(best.joined());
    words.forEach(word -> word.symbols = apply(best, word.symbols));
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

  private static List<Word> readWords() {
    try (InputStream in = TinyVocabulary.class.getResourceAsStream(WORDS)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Set<String> distinct = new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
      List<Word> words = new ArrayList<>();
      distinct.forEach(word -> words.add(new Word(word, COUNT_OF_FIRST / (words.size() + 1))));
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the two files into the folder {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    TinyVocabulary vocabulary = train();
    Path folder = Path.of(args[0]);
    Files.writeString(folder.resolve("vocab.json"), vocabulary.vocabJson());
    Files.writeString(folder.resolve("merges.txt"), vocabulary.mergesText());
  }
}
