package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Generation parameters")
class GenerationParametersTest {

  @Test
  @DisplayName("read typed settings and keep what is not of its type as text")
  void typedSettings() {
    GenerationParameters good =
        settings(
            Map.ofEntries(
                Map.entry("Steps", " 20 "),
                Map.entry("CFG scale", "7.5"),
                Map.entry("Seed", "-1"),
                Map.entry("Size", "640x480"),
                Map.entry("Variation seed", "9223372036854775807"),
                Map.entry("Variation seed strength", ".5"),
                Map.entry("Denoising strength", "1e-1"),
                Map.entry("Clip skip", "2"),
                Map.entry("Tiling", "True")));
    assertThat(good.steps()).hasValue(20);
    assertThat(good.cfgScale()).hasValue(7.5);
    assertThat(good.seed()).hasValue(-1);
    assertThat(good.width()).hasValue(640);
    assertThat(good.height()).hasValue(480);
    assertThat(good.variationSeed()).hasValue(Long.MAX_VALUE);
    assertThat(good.variationStrength()).hasValue(0.5);
    assertThat(good.denoisingStrength()).hasValue(0.1);
    assertThat(good.clipSkip()).hasValue(2);
    assertThat(good.tiling()).isTrue();
  }

  @Test
  @DisplayName("do not take for numbers what only Java or nobody does")
  void notNumbers() {
    GenerationParameters odd =
        settings(
            Map.ofEntries(
                Map.entry("Steps", "4294967296"),
                Map.entry("CFG scale", "7f"),
                Map.entry("Seed", "9999999999999999999"),
                Map.entry("Size", "512 x 512"),
                Map.entry("Variation seed", "0x10"),
                Map.entry("Variation seed strength", "NaN"),
                Map.entry("Denoising strength", "1e999"),
                Map.entry("Clip skip", "two"),
                Map.entry("Tiling", "False")));
    assertThat(odd.steps()).isEmpty();
    assertThat(odd.cfgScale()).isEmpty();
    assertThat(odd.seed()).isEmpty();
    assertThat(odd.width()).isEmpty();
    assertThat(odd.height()).isEmpty();
    assertThat(odd.variationSeed()).isEmpty();
    assertThat(odd.variationStrength()).isEmpty();
    assertThat(odd.denoisingStrength()).isEmpty();
    assertThat(odd.clipSkip()).isEmpty();
    assertThat(odd.tiling()).isFalse();
    assertThat(odd.setting("Clip skip")).contains("two");
    assertThat(ParametersText.parse(ParametersText.format(odd))).isEqualTo(odd);
  }

  @Test
  @DisplayName("order settings as the web UI does")
  void order() {
    Map<String, String> given = new LinkedHashMap<>();
    for (String key :
        new String[] {"Version", "Zebra", "Size", "Mask blur", "RNG", "Steps", "Ape"}) {
      given.put(key, "1");
    }
    GenerationParameters parameters = settings(given);
    assertThat(parameters.settings().keySet())
        .containsExactly("Steps", "Size", "RNG", "Zebra", "Mask blur", "Ape", "Version");
    assertThat(parameters.extras().keySet()).containsExactly("Zebra", "Mask blur", "Ape");
  }

  @Test
  @DisplayName("do not change with the map they came from")
  void isImmutable() {
    Map<String, String> given = new LinkedHashMap<>(Map.of("Steps", "1"));
    GenerationParameters parameters = settings(given);
    given.put("Steps", "2");
    assertThat(parameters.steps()).hasValue(1);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> parameters.settings().put("Steps", "3"));
  }

  @Test
  @DisplayName("refuse names that could not be read back")
  void refusesNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GenerationParameters.builder().set("a:b", "x").build())
        .withMessage(
            "expected a setting's name of two or more letters, digits, spaces, - or / "
                + "but got \"a:b\"");
  }

  @Test
  @DisplayName("can be built twice from one builder, each with its own settings")
  void builderIsReusable() {
    GenerationParametersBuilder builder =
        GenerationParameters.builder().prompt("x").seed(1).variation(3, 0.5).vae("v", "abc");
    GenerationParameters first = builder.build();
    GenerationParameters second = builder.seed(2).variation(3, 0).build();
    assertThat(first.seed()).hasValue(1);
    assertThat(first.variationSeed()).hasValue(3);
    assertThat(first.vaeHash()).contains("abc");
    assertThat(first.vae()).contains("v");
    assertThat(second.seed()).hasValue(2);
    assertThat(second.variationSeed()).isEmpty();
    assertThat(second.variationStrength()).isEmpty();
  }

  private static GenerationParameters settings(Map<String, String> settings) {
    return new GenerationParameters("", "", settings);
  }
}
