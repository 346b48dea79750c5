package org.latentj.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class PromptCompositionTest {

  @ParameterizedTest(name = "[{index}]")
  @CsvSource(
      value = {
        "a cat | 'a cat' | 1",
        "a cat :1.2 | 'a cat' | 1.2",
        "a cat : 1.2 | 'a cat' | 1.2",
        "a cat:-.5 | 'a cat' | -0.5",
        "a cat:+3. | 'a cat' | 3",
        "' a cat  ' | ' a cat' | 1",
        "a:1:2 | 'a:1' | 2",
        "a:b | 'a:b' | 1",
        "a:1.2.3 | 'a:1.2.3' | 1",
        "a:1e3 | 'a:1e3' | 1",
        "(a:1.2) | '(a:1.2)' | 1",
        ":2 | '' | 2",
        "a: | 'a:' | 1",
        "SAND AND | SAND | 1",
        "a and b | 'a and b' | 1"
      },
      delimiter = '|')
  @DisplayName("a weight is a plain number after the last colon")
  void firstPart(String prompt, String text, double weight) {
    assertThat(PromptComposition.split(prompt).get(0)).isEqualTo(new WeightedText(text, weight));
  }

  @Test
  @DisplayName("AND separates, each part keeps its order and weight, and equal parts stay")
  void parts() {
    assertThat(PromptComposition.split("a cat :1.2 AND a dog AND\nnight :-0.5 AND a dog"))
        .containsExactly(
            new WeightedText("a cat", 1.2),
            new WeightedText(" a dog", 1),
            new WeightedText("\nnight", -0.5),
            new WeightedText(" a dog", 1));
  }

  @Test
  @DisplayName("an empty prompt is one empty part, and AND alone two")
  void empty() {
    assertThat(PromptComposition.split("")).containsExactly(new WeightedText("", 1));
    assertThat(PromptComposition.split("AND"))
        .isEqualTo(List.of(new WeightedText("", 1), new WeightedText("", 1)));
  }

  @Test
  @DisplayName("AND within a word of any script does not separate")
  void wordBoundaries() {
    assertThat(PromptComposition.split("BRAND éAND AND_ ANDé")).hasSize(1);
    assertThat(PromptComposition.split("猫 AND 犬")).hasSize(2);
  }

  @Test
  @DisplayName("a weight that no double can hold is text")
  void hugeWeight() {
    String prompt = "a:" + "9".repeat(400);
    assertThat(PromptComposition.split(prompt)).containsExactly(new WeightedText(prompt, 1));
  }

  @Test
  @DisplayName("a hundred thousand blanks, colons or ANDs are split")
  void longPrompts() {
    assertThat(PromptComposition.split("a" + " ".repeat(100_000) + "b")).hasSize(1);
    assertThat(PromptComposition.split(" :".repeat(100_000))).hasSize(1);
    assertThat(PromptComposition.split("x AND ".repeat(20_000))).hasSize(20_001);
  }
}
