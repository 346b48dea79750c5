package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The vocabulary trainer")
class VocabularyTrainerTest {
  private static final Map<String, Long> COUNTS =
      new TreeMap<>(Map.of("red", 5L, "reddish", 2L, "circle", 3L, ",", 9L));

  @TempDir private Path folder;

  private ClipTokenizer tokenizer(int size) throws IOException {
    VocabularyTrainer.train(COUNTS, size).write(folder);
    return ClipTokenizer.load(folder);
  }

  @Test
  @DisplayName("stops when every word is one token")
  void wholeWords() throws IOException {
    try (ClipTokenizer tokenizer = tokenizer(5000)) {
      assertThat(tokenizer.encode("red")).hasSize(1);
      assertThat(tokenizer.encode("reddish circle, red")).hasSize(4);
      assertThat(tokenizer.vocabularySize()).isBetween(515, 540);
    }
  }

  @Test
  @DisplayName("merges what is frequent first when there is little room")
  void frequentFirst() throws IOException {
    // 512 bytes, 2 specials, 2 merges: "re" and then "red</w>".
    try (ClipTokenizer tokenizer = tokenizer(516)) {
      assertThat(tokenizer.encode("red")).hasSize(1);
      assertThat(tokenizer.encode("circle")).hasSize(6);
    }
  }

  @Test
  @DisplayName("leaves no text without tokens")
  void anyText() throws IOException {
    try (ClipTokenizer tokenizer = tokenizer(600)) {
      assertThat(tokenizer.encode("zebra")).hasSize(5);
      assertThat(tokenizer.encode("猫")).hasSize(3);
    }
  }

  @Test
  @DisplayName("makes the same vocabulary of the same words")
  void isReproducible() {
    VocabularyTrainer once = VocabularyTrainer.train(COUNTS, 530);
    VocabularyTrainer again = VocabularyTrainer.train(COUNTS, 530);

    assertThat(again.vocabJson()).isEqualTo(once.vocabJson());
    assertThat(again.mergesText()).isEqualTo(once.mergesText());
  }
}
