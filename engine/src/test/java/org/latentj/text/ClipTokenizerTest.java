package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.CheckpointException;

/** Odd characters stay out of the test names: not every build tool can print them. */
class ClipTokenizerTest {
  private static ClipTokenizer tokenizer;
  private static Map<Integer, String> names;

  @BeforeAll
  static void open() {
    tokenizer = new ClipTokenizer(MiniVocabulary.vocabulary());
    names =
        MiniVocabulary.ids().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  private static List<String> tokens(String text) {
    return Arrays.stream(tokenizer.encode(text)).mapToObj(names::get).toList();
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource(
      value = {
        "cat ; cat</w>",
        "cats ; cats</w>",
        "catsa ; cat s a</w>",
        "dog ; dog</w>",
        "do ; d o</w>",
        "A CAT ; a</w> cat</w>",
        "cat's ; cat</w> 's</w>",
        "cat'sx ; cat</w> 's</w> x</w>",
        "12 ; 1</w> 2</w>",
        "cat1cat ; cat</w> 1</w> cat</w>",
        "cat,dog ; cat</w> ,</w> dog</w>",
        "!! ; !!</w>",
        "!!, ; ! ! ,</w>",
        "a_b ; a</w> _</w> b</w>"
      },
      delimiter = ';')
  @DisplayName("text is split into words, digits, contractions and the rest, then merged")
  void splitsAndMerges(String text, String expected) {
    assertThat(tokens(text)).containsExactly(expected.split(" "));
  }

  @Test
  @DisplayName("letters outside ASCII are their UTF-8 bytes")
  void bytes() {
    assertThat(tokens("é")).containsExactly("Ã", "©</w>");
    assertThat(tokens("🐱")).containsExactly("ð", "Ł", "Ĳ", "±</w>");
    assertThat(tokens("日本")).hasSize(6);
  }

  @Test
  @DisplayName("text is cleaned first: entities, quotes, width, mojibake, blanks, case")
  void cleansFirst() {
    assertThat(tokens(" &quot;ＣＡＴ’s\u3000dog&amp;quot; "))
        .containsExactly("\"</w>", "cat</w>", "'s</w>", "dog</w>", "\"</w>");
    assertThat(tokens("cÃ©")).containsExactly("c", "Ã", "©</w>");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"", " ", "\n\t", "\0", "\ufeff", "&nbsp;"})
  @DisplayName("what cleans to nothing has no tokens")
  void nothing(String text) {
    assertThat(tokenizer.encode(text)).isEmpty();
  }

  @Test
  @DisplayName("special tokens written in a text are their ids, in any case")
  void specialTokens() {
    assertThat(tokens("a <|endoftext|>b<|STARTOFTEXT|>"))
        .containsExactly("a</w>", MiniVocabulary.EOS, "b</w>", MiniVocabulary.BOS);
    assertThat(tokens("<|endoftext|><|endoftext|>"))
        .containsExactly(MiniVocabulary.EOS, MiniVocabulary.EOS);
  }

  @Test
  @DisplayName("signs in front of a special token swallow its bracket, as in OpenAI's expression")
  void specialTokenAfterSign() {
    assertThat(tokens("!<|endoftext|>"))
        .doesNotContain(MiniVocabulary.EOS)
        .startsWith("!", "<", "|</w>");
  }

  @Test
  @DisplayName("special ids and sizes come from the vocabulary")
  void ids() {
    Map<String, Integer> ids = MiniVocabulary.ids();
    assertThat(tokenizer.bosId()).isEqualTo(ids.get(MiniVocabulary.BOS));
    assertThat(tokenizer.eosId()).isEqualTo(ids.get(MiniVocabulary.EOS));
    assertThat(tokenizer.padId()).isEqualTo(tokenizer.eosId());
    assertThat(tokenizer.commaId()).hasValue(ids.get(",</w>"));
    assertThat(tokenizer.vocabularySize()).isEqualTo(ids.size());
  }

  @Test
  @DisplayName("Stable Diffusion 2 pads with an exclamation mark")
  void otherPadding() {
    ClipVocabulary vocabulary =
        new ClipVocabulary(
            MiniVocabulary.ids(),
            MiniVocabulary.MERGES,
            MiniVocabulary.BOS,
            MiniVocabulary.EOS,
            "!");
    try (ClipTokenizer other = new ClipTokenizer(vocabulary)) {
      assertThat(other.padId()).isZero();
    }
  }

  @Test
  @DisplayName("long texts are neither cut nor padded")
  void longText() {
    assertThat(tokenizer.encode("cat ".repeat(10_000))).hasSize(10_000);
    assertThat(tokenizer.encode("x".repeat(100_000))).hasSize(100_000);
    String emoji = "🐱".repeat(10_000);
    assertThat(tokenizer.encode(emoji)).hasSize(emoji.getBytes(StandardCharsets.UTF_8).length);
    assertThat(tokenizer.encode("<|endoftext|>".repeat(5000))).hasSize(5000);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"\ud800", "\udc00\ud800", "a\0b", "\u202e\u200d", "\uffff", "&#xd800;"})
  @DisplayName("broken and odd characters give ids of the vocabulary")
  void oddCharacters(String text) {
    for (int id : tokenizer.encode(text.repeat(100))) {
      assertThat(names).containsKey(id);
    }
  }

  @Test
  @DisplayName("many threads may encode at once")
  void threads() {
    int[] alone = tokenizer.encode("a cat's dogs, 12 cats");
    assertThat(
            IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> tokenizer.encode("a cat's dogs, 12 cats"))
                .allMatch(ids -> Arrays.equals(ids, alone)))
        .isTrue();
  }

  @Test
  @DisplayName("closing twice is harmless")
  void closeTwice() {
    ClipTokenizer closed = new ClipTokenizer(MiniVocabulary.vocabulary());
    closed.close();
    assertThatCode(closed::close).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("merges of unknown tokens are refused with the native library's reason")
  void badMerges() {
    ClipVocabulary vocabulary =
        new ClipVocabulary(
            MiniVocabulary.ids(),
            List.of("q nosuchtoken"),
            MiniVocabulary.BOS,
            MiniVocabulary.EOS,
            MiniVocabulary.EOS);
    assertThatThrownBy(() -> new ClipTokenizer(vocabulary))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("refuses the vocabulary of 522 tokens and 1 merges");
  }

  @Test
  @DisplayName("a vocabulary without a comma still tokenizes")
  void noComma() {
    Map<String, Integer> ids = new HashMap<>(MiniVocabulary.ids());
    ids.remove(",</w>");
    ClipVocabulary vocabulary =
        new ClipVocabulary(
            ids, MiniVocabulary.MERGES, MiniVocabulary.BOS, MiniVocabulary.EOS, MiniVocabulary.EOS);
    try (ClipTokenizer other = new ClipTokenizer(vocabulary)) {
      assertThat(other.commaId()).isEmpty();
      assertThat(other.encode("cat")).hasSize(1);
    }
  }
}
