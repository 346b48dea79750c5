package org.latentj.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("LoRAs in prompts")
class LoraTagsTest {

  private static LoraTags parse(String prompt) {
    return LoraTags.parse(prompt, PromptSyntax.A1111);
  }

  @ParameterizedTest
  @CsvSource({
    "<lora:ink>, ink, 1, 1",
    "<lora:ink:0.8>, ink, 0.8, 0.8",
    "<lora:ink v1.5:-.5>, ink v1.5, -0.5, -0.5",
    "<lora:ink:0.25:2>, ink, 0.25, 2",
    "<lora:ink:te=0.5>, ink, 0.5, 0.5",
    "<lora:ink:unet=0.5>, ink, 1, 0.5",
    "<lora:ink:1:unet=0.5:te=0>, ink, 0, 0.5",
    "<lyco:ink: 2 >, ink, 2, 2"
  })
  @DisplayName("have the strengths that A1111 reads: the text encoder's first")
  void strengths(String prompt, String name, double text, double unet) {
    assertThat(parse(prompt).tags()).containsExactly(new LoraTag(name, text, unet));
    assertThat(parse(prompt).text()).isEmpty();
  }

  @Test
  @DisplayName("go out of the text, in their order, and nothing else does")
  void text() {
    LoraTags parsed = parse("a <b>cat</b> <lora:x:1>$1\\, [<lora:y:2>:dog:0.5] <hypernet:z:1> <3");
    assertThat(parsed.text()).isEqualTo("a <b>cat</b> $1\\, [:dog:0.5] <hypernet:z:1> <3");
    assertThat(parsed.tags()).extracting(LoraTag::name).containsExactly("x", "y");
    assertThat(parse("no tags").tags()).isEmpty();
    assertThat(LoraTags.parse("<lora:x:1>", PromptSyntax.PLAIN).text()).isEqualTo("<lora:x:1>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<lora:>",
        "<lora: :1>",
        "<lora:x:a>",
        "<lora:x:>",
        "<lora:x:NaN>",
        "<lora:x:1e999>",
        "<lora:x:99999999999>",
        "<lora:x:1:2:8>",
        "<lora:x:te=>"
      })
  @DisplayName("that are malformed are refused")
  void malformed(String prompt) {
    assertThatThrownBy(() -> parse("a " + prompt))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the prompt has " + prompt)
        .hasMessageContaining("expected <lora:NAME>");
  }
}
