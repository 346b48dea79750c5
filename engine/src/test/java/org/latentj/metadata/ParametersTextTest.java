package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The parameters text")
class ParametersTextTest {

  @Test
  @DisplayName("is written as the web UI writes it")
  void formats() {
    GenerationParameters parameters =
        GenerationParameters.builder()
            .prompt("a cat\nin a hat")
            .negativePrompt("blurry")
            .set("Mask blur", 4)
            .version("v1.10.1")
            .set("Inpaint area", "Only masked")
            .tiling(true)
            .rng("CPU")
            .clipSkip(2)
            .denoisingStrength(0.75)
            .variation(77, 0.1)
            .vae("vae-ft-mse", "735e4c3a447a3255760d7f86845f09f937809baa529c17370d83e4c3758f3c75")
            .model(
                "v1-5-pruned-emaonly", "6ce0161689b3853acaa03779ec93eafe75a02f4ced659bee03f50797")
            .size(512, 768)
            .seed(4294967295L)
            .cfgScale(7.0)
            .scheduleType("Karras")
            .sampler("DPM++ 2M")
            .steps(20)
            .build();
    assertThat(ParametersText.format(parameters))
        .isEqualTo(
            """
            a cat
            in a hat
            Negative prompt: blurry
            Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: 4294967295, \
            Size: 512x768, Model hash: 6ce0161689, Model: v1-5-pruned-emaonly, \
            VAE hash: 735e4c3a44, VAE: vae-ft-mse, Variation seed: 77, \
            Variation seed strength: 0.1, Denoising strength: 0.75, Clip skip: 2, RNG: CPU, \
            Tiling: True, Mask blur: 4, Inpaint area: Only masked, Version: v1.10.1""");
    assertThat(ParametersText.parse(ParametersText.format(parameters))).isEqualTo(parameters);
  }

  @Test
  @DisplayName("leaves out what is empty or the web UI's default")
  void leavesOut() {
    GenerationParameters parameters =
        GenerationParameters.builder()
            .prompt("x")
            .steps(1)
            .clipSkip(1)
            .rng("NV")
            .tiling(false)
            .variation(5, 0)
            .model("", "")
            .build();
    assertThat(ParametersText.format(parameters)).isEqualTo("x\nSteps: 1");
    assertThat(ParametersText.format(GenerationParameters.builder().build())).isEmpty();
  }

  @Test
  @DisplayName("quotes values with comma, colon or newline as JSON does")
  void quotes() {
    String text =
        ParametersText.format(
            GenerationParameters.builder()
                .set("Hires prompt", "a, \"b\"\nc\\d")
                .set("Lora hashes", "one: 12ab, two: 34cd")
                .set("Note", "naïve 猫: ok\u0001")
                .set("Plain", "say \"hi\" \\o/")
                .build());
    assertThat(text)
        .isEqualTo(
            "Hires prompt: \"a, \\\"b\\\"\\nc\\\\d\", Lora hashes: \"one: 12ab, two: 34cd\", "
                + "Note: \"naïve 猫: ok\\u0001\", Plain: say \"hi\" \\o/");
  }

  @Test
  @DisplayName("of the web UI's documentation is understood")
  void parsesDocumentedExample() {
    GenerationParameters parameters =
        ParametersText.parse(
            """
            girl with an artist's beret, ((eyeshadow)), (coquettish), intricate
            Negative prompt: ugly, fat, (((deformed))), [blurry], (extra_limb)
            Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 965400086, Size: 512x512, \
            Model hash: 45dee52b
            """);
    assertThat(parameters.prompt())
        .isEqualTo("girl with an artist's beret, ((eyeshadow)), (coquettish), intricate");
    assertThat(parameters.negativePrompt())
        .isEqualTo("ugly, fat, (((deformed))), [blurry], (extra_limb)");
    assertThat(parameters.steps()).hasValue(20);
    assertThat(parameters.sampler()).contains("Euler a");
    assertThat(parameters.cfgScale()).hasValue(7);
    assertThat(parameters.seed()).hasValue(965400086);
    assertThat(parameters.width()).hasValue(512);
    assertThat(parameters.height()).hasValue(512);
    assertThat(parameters.modelHash()).contains("45dee52b");
    assertThat(parameters.extras()).isEmpty();
  }

  @Test
  @DisplayName("of other programs keeps what is unknown, under its name and in its order")
  void keepsUnknown() {
    GenerationParameters parameters =
        ParametersText.parse(
            "cat\nSteps: 30, Sampler: DPM++ 2M Karras, CFG scale: 7.0, Face restoration: CodeFormer,"
                + " Size: 512x768, Hires upscale: 2, Lora hashes: \"a: 1f, b: 2e\","
                + " Template: \"{cat|dog}, sitting\", Version: f0.0.17");
    assertThat(parameters.sampler()).contains("DPM++ 2M Karras");
    assertThat(parameters.scheduleType()).isEmpty();
    assertThat(parameters.cfgScale()).hasValue(7);
    assertThat(parameters.setting("Face restoration")).contains("CodeFormer");
    assertThat(parameters.extras())
        .containsExactly(
            entry("Hires upscale", "2"),
            entry("Lora hashes", "a: 1f, b: 2e"),
            entry("Template", "{cat|dog}, sitting"));
    assertThat(parameters.version()).contains("f0.0.17");
  }

  @Test
  @DisplayName("needs three settings in its last line, or that belongs to the prompt")
  void needsThreeSettings() {
    assertThat(ParametersText.parse("a cat\nSteps: 20, Sampler: Euler"))
        .isEqualTo(new GenerationParameters("a cat\nSteps: 20, Sampler: Euler", "", Map.of()));
    assertThat(ParametersText.parse("a cat\nNegative prompt: dog\nSteps: 20"))
        .isEqualTo(new GenerationParameters("a cat", "dog\nSteps: 20", Map.of()));
    assertThat(ParametersText.parse("Steps: 20, Sampler: Euler, Seed: 1").prompt()).isEmpty();
  }

  @Test
  @DisplayName("takes only the last line for settings, whatever the prompt looks like")
  void trickyPrompts() {
    GenerationParameters parameters =
        ParametersText.parse(
            """
            poster saying
            Steps: 99, Sampler: Fake, Seed: 3, Size: 1x1
            warning: none, (cat:1.2)
            Negative prompt: Negative prompt: twice
            Steps: 98, Sampler: Fake, Seed: 4
            Steps: 20, Sampler: Euler, Seed: 5""");
    assertThat(parameters.prompt())
        .isEqualTo(
            """
            poster saying
            Steps: 99, Sampler: Fake, Seed: 3, Size: 1x1
            warning: none, (cat:1.2)""");
    assertThat(parameters.negativePrompt())
        .isEqualTo("Negative prompt: twice\nSteps: 98, Sampler: Fake, Seed: 4");
    assertThat(parameters.steps()).hasValue(20);
    assertThat(parameters.seed()).hasValue(5);
  }

  @Test
  @DisplayName("drops blanks around lines and empty lines before a prompt, as the web UI does")
  void stripsLines() {
    GenerationParameters parameters =
        ParametersText.parse(
            " \n\u3000cat\u00a0\r\n\n sits \n\nNegative prompt:\n\n dog\r\nSteps: 1, Seed: 2, Size: 8x8\n ");
    assertThat(parameters.prompt()).isEqualTo("cat\n\nsits\n");
    assertThat(parameters.negativePrompt()).isEqualTo("dog");
    assertThat(parameters.height()).hasValue(8);
  }

  @Test
  @DisplayName("without anything gives nothing")
  void empty() {
    GenerationParameters nothing = new GenerationParameters("", "", Map.of());
    assertThat(ParametersText.parse("")).isEqualTo(nothing);
    assertThat(ParametersText.parse(" \n\n ")).isEqualTo(nothing);
  }

  @Test
  @DisplayName("lets the last of equal settings win and leaves empty ones out")
  void duplicates() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("Steps", "2");
    expected.put("Seed", "3");
    assertThat(ParametersText.parse("Steps: 1, Seed: 3, Steps: 2, Model: , VAE: \"\"").settings())
        .isEqualTo(expected);
  }

  @Test
  @DisplayName("of a megabyte of hostile text is read without delay or deep recursion")
  void hostileText() {
    String[] parts = {
      "a", " ", "a:", ":", "\"", "\\\"", "a: \"\\", "a: \"b", "aa: \"b\", ", "\n", "- "
    };
    for (String part : parts) {
      String text = part.repeat(1_000_000 / part.length());
      GenerationParameters parameters = ParametersText.parse(text);
      int kept =
          parameters.prompt().length()
              + parameters.settings().values().stream().mapToInt(String::length).sum();
      assertThat(kept).as(part).isLessThanOrEqualTo(text.length());
    }
  }
}
