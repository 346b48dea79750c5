package org.latentj.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.prompt.PromptSyntax;

class PromptTokenizerTest {
  private static final int BOS = 1000;
  private static final int EOS = 1001;
  private static final int PAD = 1002;
  private static final int COMMA = 999;

  /** Numbers are their own ids, commas are commas, any other word is 7. */
  private static final class Numbers implements Tokenizer {
    @Override
    public int[] encode(String text) {
      return Arrays.stream(text.replace(",", " , ").split("\\s+"))
          .filter(word -> !word.isEmpty())
          .mapToInt(word -> word.equals(",") ? COMMA : word.matches("\\d+") ? number(word) : 7)
          .toArray();
    }

    private static int number(String word) {
      return Integer.parseInt(word);
    }

    @Override
    public int bosId() {
      return BOS;
    }

    @Override
    public int eosId() {
      return EOS;
    }

    @Override
    public int padId() {
      return PAD;
    }

    @Override
    public OptionalInt commaId() {
      return OptionalInt.of(COMMA);
    }
  }

  private final PromptTokenizer tokenizer = new PromptTokenizer(new Numbers());

  private static String words(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(Integer::toString)
        .reduce("", (a, b) -> a + " " + b);
  }

  /** The ids between BOS and EOS; checks that all behind EOS is padding. */
  private static int[] content(PromptChunk chunk) {
    int[] ids = chunk.ids();
    assertThat(ids[0]).isEqualTo(BOS);
    int end = IntStream.range(0, ids.length).filter(i -> ids[i] == EOS).findFirst().orElseThrow();
    for (int i = end + 1; i < ids.length; i++) {
      assertThat(ids[i]).isEqualTo(PAD);
      assertThat(chunk.weights()[i]).isEqualTo(1);
    }
    return Arrays.copyOfRange(ids, 1, end);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("an empty prompt is one chunk: BOS, EOS, padding")
  void empty(PromptSyntax syntax) {
    TokenizedPrompt prompt = tokenizer.tokenize("", syntax);
    assertThat(prompt.chunks()).hasSize(1);
    assertThat(content(prompt.chunks().get(0))).isEmpty();
    assertThat(prompt.chunks().get(0).isWeighted()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "74, 1", "75, 1", "76, 2", "150, 2", "151, 3"})
  @DisplayName("75 tokens fill a chunk, whatever the syntax")
  void chunkCounts(int count, int chunks) {
    for (PromptSyntax syntax : PromptSyntax.values()) {
      TokenizedPrompt prompt = tokenizer.tokenize(words(1, count), syntax);
      assertThat(prompt.chunks()).hasSize(chunks);
      assertThat(prompt.droppedTokens()).isZero();
      int[] joined =
          prompt.chunks().stream().flatMapToInt(c -> Arrays.stream(content(c))).toArray();
      assertThat(joined).containsExactly(IntStream.rangeClosed(1, count).toArray());
    }
  }

  @Test
  @DisplayName("one chunk at most cuts as diffusers does, and says how much")
  void truncation() {
    TokenizedPrompt prompt = tokenizer.tokenize(words(1, 100), PromptSyntax.PLAIN, 1);
    assertThat(prompt.chunks()).hasSize(1);
    assertThat(content(prompt.chunks().get(0))).hasSize(75).endsWith(75);
    assertThat(prompt.chunks().get(0).ids()).endsWith(75, EOS);
    assertThat(prompt.droppedTokens()).isEqualTo(25);
  }

  @Test
  @DisplayName("in plain syntax brackets and BREAK are text")
  void plain() {
    TokenizedPrompt prompt = tokenizer.tokenize("(1:1.5) BREAK 2", PromptSyntax.PLAIN);
    assertThat(prompt.chunks()).hasSize(1);
    assertThat(prompt.chunks().get(0).isWeighted()).isFalse();
    assertThat(content(prompt.chunks().get(0))).containsExactly(7, 7, 2);
  }

  @Test
  @DisplayName("weights stand at their tokens, behind BOS")
  void weights() {
    PromptChunk chunk = tokenizer.tokenize("1 (2 3:1.5) [4]", PromptSyntax.A1111).chunks().get(0);
    assertThat(content(chunk)).containsExactly(1, 2, 3, 4);
    assertThat(chunk.weights()).startsWith(1, 1, 1.5f, 1.5f, (float) (1 / 1.1), 1);
    assertThat(chunk.isWeighted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"55, 20", "60, 15", "74, 1"})
  @DisplayName("what follows a comma among the last 20 tokens moves to the next chunk")
  void commaNearEnd(int before, int distance) {
    // Given a comma with that distance to the end, and a chunk that overflows by one token
    String prompt = words(1, before) + "," + words(101, 100 + distance);
    // When
    TokenizedPrompt webui = tokenizer.tokenize(prompt, PromptSyntax.A1111);
    TokenizedPrompt plain = tokenizer.tokenize(prompt, PromptSyntax.PLAIN);
    // Then
    assertThat(content(webui.chunks().get(0))).hasSize(before + 1).endsWith(COMMA);
    assertThat(content(webui.chunks().get(1)))
        .containsExactly(IntStream.rangeClosed(101, 100 + distance).toArray());
    assertThat(content(plain.chunks().get(0))).hasSize(75);
  }

  @Test
  @DisplayName("a comma farther from the end moves nothing")
  void commaTooFar() {
    String prompt = words(1, 54) + "," + words(101, 121);
    TokenizedPrompt webui = tokenizer.tokenize(prompt, PromptSyntax.A1111);
    assertThat(content(webui.chunks().get(0))).hasSize(75).endsWith(120);
    assertThat(content(webui.chunks().get(1))).containsExactly(121);
  }

  @Test
  @DisplayName("a comma that is itself too many begins the next chunk")
  void commaOverflows() {
    TokenizedPrompt webui = tokenizer.tokenize(words(1, 75) + ", 8", PromptSyntax.A1111);
    assertThat(content(webui.chunks().get(0))).hasSize(75);
    assertThat(content(webui.chunks().get(1))).containsExactly(COMMA, 8);
  }

  @Test
  @DisplayName("a moved tail keeps its weights")
  void movedWeights() {
    String prompt = words(1, 70) + ", (" + words(101, 110) + ":1.5)";
    PromptChunk second = tokenizer.tokenize(prompt, PromptSyntax.A1111).chunks().get(1);
    assertThat(content(second)).hasSize(10);
    assertThat(second.weights()[1]).isEqualTo(1.5f);
    assertThat(second.weights()[10]).isEqualTo(1.5f);
    assertThat(second.weights()[11]).isEqualTo(1);
  }

  @Test
  @DisplayName("BREAK pads a chunk out; at the end it adds none, at the start an empty one")
  void breaks() {
    TokenizedPrompt middle = tokenizer.tokenize("1 BREAK 2", PromptSyntax.A1111);
    assertThat(middle.chunks()).hasSize(2);
    assertThat(content(middle.chunks().get(0))).containsExactly(1);
    assertThat(content(middle.chunks().get(1))).containsExactly(2);
    assertThat(tokenizer.tokenize("1 BREAK", PromptSyntax.A1111).chunks()).hasSize(1);
    TokenizedPrompt start = tokenizer.tokenize("BREAK 1", PromptSyntax.A1111);
    assertThat(start.chunks()).hasSize(2);
    assertThat(content(start.chunks().get(0))).isEmpty();
  }

  @Test
  @DisplayName("dropped chunks are counted in tokens, without padding")
  void droppedChunks() {
    TokenizedPrompt prompt = tokenizer.tokenize("1 BREAK 2 3 BREAK 4", PromptSyntax.A1111, 1);
    assertThat(prompt.chunks()).hasSize(1);
    assertThat(prompt.droppedTokens()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  @DisplayName("less than one chunk is refused")
  void noChunks(int maxChunks) {
    assertThatThrownBy(() -> tokenizer.tokenize("a", PromptSyntax.PLAIN, maxChunks))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 chunk or more but got " + maxChunks);
  }

  @Test
  @DisplayName("a hundred thousand tokens are cut into their chunks")
  void longPrompt() {
    TokenizedPrompt prompt = tokenizer.tokenize("3, ".repeat(50_000), PromptSyntax.A1111);
    assertThat(prompt.chunks()).hasSizeBetween(1334, 1370);
    int tokens = prompt.chunks().stream().mapToInt(c -> content(c).length).sum();
    assertThat(tokens).isEqualTo(100_000);
  }

  @Test
  @DisplayName("the whole way with a real tokenizer: clean-up, emphasis, chunk")
  void realTokenizer() {
    try (ClipTokenizer clip = new ClipTokenizer(MiniVocabulary.vocabulary())) {
      PromptChunk chunk =
          new PromptTokenizer(clip)
              .tokenize("A (CAT’s:1.2) dog", PromptSyntax.A1111)
              .chunks()
              .get(0);
      int[] expected = clip.encode("a cat's dog");
      assertThat(Arrays.copyOfRange(chunk.ids(), 1, 5)).containsExactly(expected);
      assertThat(chunk.ids()[5]).isEqualTo(clip.eosId());
      assertThat(Arrays.copyOf(chunk.weights(), 6)).containsExactly(1, 1, 1.2f, 1.2f, 1, 1);
    }
  }
}
