package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A suggestion")
class SuggestionTest {
  private static final List<String> NAMES = Keys.ASSET.stream().map(Key::name).toList();

  @ParameterizedTest(name = "{0} -> {1}")
  @DisplayName("finds what was meant")
  @CsvSource({
    "stpes, steps",
    "step, steps",
    "negative_prompt, negativePrompt",
    "Negative Prompt, negativePrompt",
    "promt, prompt",
    "guidence, guidance",
    "guidance-rescale, guidanceRescale",
    "ouput, output",
    "sed, seed",
    "variation seed, variationSeed",
    "samplers, sampler",
    "heigth, height",
  })
  void findsNames(String given, String meant) {
    assertThat(Suggestion.of(given, NAMES)).isEqualTo("; did you mean '" + meant + "'?");
  }

  @ParameterizedTest(name = "for [{0}]")
  @DisplayName("is not made where nothing is near")
  @ValueSource(strings = {"", "x", "cfg", "lora", "model", "colour", "<<"})
  void findsNothing(String given) {
    assertThat(Suggestion.of(given, NAMES)).isEmpty();
  }

  @Test
  @DisplayName("takes the nearest of several")
  void takesNearest() {
    assertThat(Suggestion.of("abcdef", List.of("abcxyf", "abcdeg", "abxdef")))
        .isEqualTo("; did you mean 'abcdeg'?");
  }
}
