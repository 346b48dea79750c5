package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.prompt.PromptSyntax;

@DisplayName("Names that stand for token ids of their own")
class NamedTokensTest {

  /** Numbers are their own ids. */
  private static final class Numbers implements Tokenizer {
    @Override
    public int[] encode(String text) {
      return Arrays.stream(text.split("\\s+"))
          .filter(word -> !word.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    }

    @Override
    public int bosId() {
      return 100;
    }

    @Override
    public int eosId() {
      return 101;
    }

    @Override
    public int padId() {
      return 101;
    }

    @Override
    public OptionalInt commaId() {
      return OptionalInt.empty();
    }
  }

  private static NamedTokens.Name name(String name, int[] tokens, int... ids) {
    return new NamedTokens.Name(name, tokens, ids, Optional.empty());
  }

  private static final NamedTokens NAMES =
      NamedTokens.of(
          List.of(
              name("short", new int[] {5}, 200),
              name("long", new int[] {5, 6}, 201, 202, 203),
              name("empty", new int[0], 300),
              new NamedTokens.Name(
                  "broken", new int[] {9}, new int[0], Optional.of("made for another model"))));

  private static TokenizedPrompt tokenize(String prompt) {
    return new PromptTokenizer(new Numbers(), NAMES).tokenize(prompt, PromptSyntax.A1111);
  }

  private static int[] ids(PromptChunk chunk, int count) {
    return Arrays.copyOfRange(chunk.ids(), 1, 1 + count);
  }

  @Test
  @DisplayName("are found by their tokens, the longest first, and weighted as the text is")
  void found() {
    PromptChunk chunk = tokenize("1 5 6 (5:1.5) 6 7").chunks().get(0);
    assertThat(ids(chunk, 8)).containsExactly(1, 201, 202, 203, 200, 6, 7, 101);
    assertThat(chunk.weights()[2]).isEqualTo(1);
    assertThat(chunk.weights()[5]).isEqualTo(1.5f);
    assertThat(NAMES.in(chunk)).containsExactly("long", "short");
    assertThat(NAMES.in(tokenize("1 2 6").chunks().get(0))).isEmpty();
  }

  @Test
  @DisplayName("stay together: what does not fit a chunk begins the next")
  void together() {
    String words = "1 ".repeat(73);
    List<PromptChunk> chunks = tokenize(words + "5 6 2").chunks();
    assertThat(chunks).hasSize(2);
    assertThat(ids(chunks.get(0), 74)).endsWith(1, 101);
    assertThat(ids(chunks.get(1), 5)).containsExactly(201, 202, 203, 2, 101);

    assertThat(tokenize("1 ".repeat(72) + "5 6").chunks()).as("it fits exactly").hasSize(1);
    int[] all = IntStream.range(400, 475).toArray();
    NamedTokens whole = NamedTokens.of(List.of(name("whole", new int[] {5}, all)));
    assertThat(
            new PromptTokenizer(new Numbers(), whole)
                .tokenize("1 5", PromptSyntax.PLAIN)
                .chunks()
                .get(1)
                .ids())
        .containsSequence(all);
  }

  @Test
  @DisplayName("that cannot be used are an error for who uses them, and for nobody else")
  void broken() {
    assertThat(tokenize("1 2").chunks()).hasSize(1);
    assertThatThrownBy(() -> tokenize("1 9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the prompt uses 'broken', which cannot be used: made for another model");
  }
}
