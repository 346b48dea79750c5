package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tiny model's vocabulary")
class TinyVocabularyTest {
  private static final String FOLDER = "/conformance/tiny-diffusers/tokenizer/";

  @Test
  @DisplayName("is what the word list trains to")
  void filesAreUpToDate() throws IOException {
    VocabularyTrainer trained = TinyVocabulary.train();

    assertThat(read("vocab.json")).isEqualTo(trained.vocabJson());
    assertThat(read("merges.txt")).isEqualTo(trained.mergesText());
  }

  @Test
  @DisplayName("numbers bytes, word ends, merges and specials as CLIP does")
  void hasClipsLayout() throws IOException {
    JsonObject ids = vocabulary();

    assertThat(ids.size()).isEqualTo(TinyVocabulary.SIZE);
    assertThat(ids.get("!").getAsInt()).isZero();
    assertThat(ids.get("a").getAsInt()).isEqualTo(64);
    assertThat(ids.get("a</w>").getAsInt()).isEqualTo(256 + 64);
    // The space's stand-in: byte 32 is the 33rd of the unprintable ones behind 188 printable.
    assertThat(ids.get("\u0120").getAsInt()).isEqualTo(188 + 32);
    assertThat(ids.get("<|startoftext|>").getAsInt()).isEqualTo(1512);
    assertThat(ids.get("<|endoftext|>").getAsInt()).isEqualTo(1513);
  }

  @Test
  @DisplayName("joins only symbols that exist before, into the token of the merge's own id")
  void mergesAreInOrder() throws IOException {
    JsonObject ids = vocabulary();
    List<String> merges = read("merges.txt").lines().skip(1).toList();
    Set<Integer> known = new HashSet<>();
    for (int id = 0; id < 512; id++) {
      known.add(id);
    }

    assertThat(merges).hasSize(1000);
    for (int i = 0; i < merges.size(); i++) {
      String[] pair = merges.get(i).split(" ");
      assertThat(pair).hasSize(2);
      assertThat(known).contains(ids.get(pair[0]).getAsInt(), ids.get(pair[1]).getAsInt());
      assertThat(ids.get(pair[0] + pair[1]).getAsInt()).isEqualTo(512 + i);
      known.add(512 + i);
    }
  }

  @Test
  @DisplayName("has the prompts of the samples' common words as single tokens")
  void commonWordsAreWhole() throws IOException {
    assertThat(vocabulary().keySet())
        .contains("the</w>", "red</w>", "fox</w>", "painting</w>", "photo</w>", "tree</w>");
  }

  private static JsonObject vocabulary() throws IOException {
    return JsonParser.parseString(read("vocab.json")).getAsJsonObject();
  }

  private static String read(String name) throws IOException {
    try (InputStream in = TinyVocabularyTest.class.getResourceAsStream(FOLDER + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
