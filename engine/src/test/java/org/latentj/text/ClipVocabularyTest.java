package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.CheckpointException;

class ClipVocabularyTest {
  @TempDir private Path folder;

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  @DisplayName("vocab.json and merges.txt give CLIP's special tokens by default")
  void files() throws IOException {
    MiniVocabulary.writeFiles(folder);
    assertThat(ClipVocabulary.read(folder)).isEqualTo(MiniVocabulary.vocabulary());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("tokenizer.json gives the same, with its added tokens and either form of merges")
  void whole(boolean pairs) throws IOException {
    MiniVocabulary.writeWhole(folder, pairs);
    assertThat(ClipVocabulary.read(folder)).isEqualTo(MiniVocabulary.vocabulary());
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "special_tokens_map.json ; {\"pad_token\": \"!\"} ; !",
        "special_tokens_map.json ; {\"pad_token\": {\"content\": \"!\"}} ; !",
        "tokenizer_config.json ; {\"pad_token\": {\"content\": \"!\"}} ; !",
        "tokenizer_config.json ; {\"pad_token\": null} ; <|endoftext|>",
        "tokenizer_config.json ; {\"eos_token\": \"dog</w>\"} ; dog</w>"
      },
      delimiter = ';')
  @DisplayName("special tokens are read as text or object, from either file; padding falls to EOS")
  void specialTokens(String file, String json, String pad) throws IOException {
    MiniVocabulary.writeFiles(folder);
    write(file, json);
    assertThat(ClipVocabulary.read(folder).pad()).isEqualTo(pad);
  }

  @Test
  @DisplayName("special_tokens_map.json goes before tokenizer_config.json")
  void precedence() throws IOException {
    MiniVocabulary.writeFiles(folder);
    write("special_tokens_map.json", "{\"pad_token\": \"!\"}");
    write("tokenizer_config.json", "{\"pad_token\": \"#\", \"bos_token\": \"$\"}");
    ClipVocabulary vocabulary = ClipVocabulary.read(folder);
    assertThat(vocabulary.pad()).isEqualTo("!");
    assertThat(vocabulary.bos()).isEqualTo("$");
  }

  @Test
  @DisplayName("the size counts to the highest id, gaps included")
  void size() {
    Map<String, Integer> ids = Map.of("a", 7, "b", 100);
    assertThat(new ClipVocabulary(ids, List.of(), "a", "b", "b").size()).isEqualTo(101);
  }

  @Test
  @DisplayName("a folder without vocabulary is refused, with what it should hold")
  void emptyFolder() {
    assertThatThrownBy(() -> ClipVocabulary.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("vocab.json and merges.txt, or tokenizer.json");
  }

  @Test
  @DisplayName("vocab.json without merges.txt is not enough")
  void mergesMissing() throws IOException {
    MiniVocabulary.writeFiles(folder);
    Files.delete(folder.resolve("merges.txt"));
    assertThatThrownBy(() -> ClipVocabulary.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no tokenizer in");
  }

  @Test
  @DisplayName("a special token without an id is named")
  void noBos() throws IOException {
    MiniVocabulary.writeFiles(folder);
    write("special_tokens_map.json", "{\"bos_token\": \"<s>\"}");
    assertThatThrownBy(() -> ClipVocabulary.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("lacks the special token '<s>'");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "vocab.json ; [1] ; it is no JSON object",
        "vocab.json ; {\"a\": ; it is no JSON object",
        "vocab.json ; {\"a\": \"x\"} ; token 'a' has no id but \"x\"",
        "vocab.json ; {\"a\": {}} ; token 'a' has no id but {}",
        "merges.txt ; a b c ; expected two tokens in a line but got 'a b c'",
        "merges.txt ; a ; expected two tokens in a line but got 'a'"
      },
      delimiter = ';')
  @DisplayName("malformed files are refused by name and reason")
  void malformed(String file, String text, String reason) throws IOException {
    MiniVocabulary.writeFiles(folder);
    write(file, text);
    assertThatThrownBy(() -> ClipVocabulary.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "{} ; byte-pair",
        "{\"model\": 3} ; byte-pair",
        "{\"model\": {\"type\": \"WordPiece\"}} ; words end in </w> but got none",
        "{\"model\": {\"end_of_word_suffix\": \"</w>\"}} ; byte-pair",
        "{\"model\": {\"end_of_word_suffix\": \"</w>\", \"vocab\": {}, \"merges\": [[1]]}} ; byte"
      },
      delimiter = ';')
  @DisplayName("a tokenizer.json of another model is refused")
  void otherModel(String json, String reason) throws IOException {
    write("tokenizer.json", json);
    assertThatThrownBy(() -> ClipVocabulary.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("files that are no UTF-8 are refused")
  void notText() throws IOException {
    MiniVocabulary.writeFiles(folder);
    Files.write(folder.resolve("merges.txt"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> ClipVocabulary.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("merges.txt as UTF-8");
  }
}
