package org.latentj.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The vocabulary of the tiny test model, trained on a word list of our own. CLIP's has 49408
 * entries; the tiny text encoder has embeddings for {@value #SIZE}.
 *
 * <p>{@code main} writes {@code vocab.json} and {@code merges.txt} into the folder it is given.
 */
final class TinyVocabulary {
  /** Rows of the tiny text encoder's embedding. */
  static final int SIZE = 1514;

  private static final String WORDS = "tiny-words.txt";

  /** Dividing it by a word's rank gives its count: the first words of the list weigh most. */
  private static final long COUNT_OF_FIRST = 1_000_000;

  private TinyVocabulary() {}

  /** Trains until the vocabulary is full. */
  static VocabularyTrainer train() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String word : readWords()) {
      counts.putIfAbsent(word, COUNT_OF_FIRST / (counts.size() + 1));
    }
    VocabularyTrainer vocabulary = VocabularyTrainer.train(counts, SIZE);
    if (vocabulary.size() < SIZE) {
      throw new IllegalStateException(WORDS + " holds too few words");
    }
    return vocabulary;
  }

  private static String[] readWords() {
    try (InputStream in = TinyVocabulary.class.getResourceAsStream(WORDS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\\s+");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the two files into the folder {@code args[0]}. */
  public static void main(String[] args) throws IOException {
    train().write(Path.of(args[0]));
  }
}
