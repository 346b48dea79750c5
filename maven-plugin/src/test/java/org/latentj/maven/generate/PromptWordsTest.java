package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.AssetExtensions;
import org.latentj.maven.manifest.OutputOptions;
import org.latentj.maven.manifest.SourceMark;
import org.latentj.request.Settings;

@DisplayName("Whether a prompt may use a textual inversion")
class PromptWordsTest {

  @ParameterizedTest(name = "{0} in {1}: {2}")
  @DisplayName("is told as the engine finds names, or more generously")
  @CsvSource(
      delimiter = ';',
      value = {
        "zyx-style ; a fox by ZYX-style ; true",
        "zyx-style ; a fox by zyx - style ; true",
        "zyx-style ; a ((zyx-style)) fox ; true",
        "zyx-style ; a [zyx-style], (fox:0.5) ; true",
        "zyx-style ; a fox AND zyx-style :2 ; true",
        "zyx-style ; [dull:zyx:0.5]-style ; true",
        "zyx-style ; [zyx-style:dull:0.5] ; true",
        "zyx-style ; [dull|zyx-style] ; true",
        "zyx-style ; a zyx fox in style ; false",
        "zyx-style ; zyx-styles ; false",
        "zyx-style ; zyx style ; false",
        "zyx-style ; zyx--style ; false",
        "-style ; zyx--style ; true",
        "my(style)  ; my\\(style\\) ; true",
        "cat ; a cat's tail ; true",
        "cat ; a wildcat, whose word may end with that token ; true",
        "cat ; to concatenate ; false",
        "v1 ; v1 ; true",
        "v1 ; v 12 ; true",
        "v1 ; v2 ; false",
        "café ; CAFÉ ; true",
        "!! ; anything ; false",
        "!! ; anything!! ; true",
        "ink ; a fox <lora:ink:1> ; false",
      })
  void mayUse(String name, String prompt, boolean used) {
    assertThat(PromptWords.of(asset(prompt, "")).mayUse(name)).isEqualTo(used);
    if (!prompt.contains(" AND ") && !prompt.contains("<lora:")) {
      assertThat(PromptWords.of(asset("x", prompt)).mayUse(name)).isEqualTo(used);
    }
  }

  private static Asset asset(String prompt, String negative) {
    return new Asset(
        new SourceMark(Path.of("sd.yaml"), 1, 1),
        "a.png",
        prompt,
        Optional.empty(),
        Optional.empty(),
        Settings.builder().negativePrompt(negative).build(),
        OutputOptions.PLAIN,
        AssetExtensions.NONE);
  }
}
