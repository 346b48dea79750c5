package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The builder of parameters")
class GenerationParametersBuilderTest {

  @Test
  @DisplayName("sets what the typed methods read")
  void agreesWithAccessors() {
    GenerationParameters parameters =
        GenerationParameters.builder()
            .prompt("p")
            .negativePrompt("n")
            .steps(31)
            .sampler("Heun")
            .scheduleType("Karras")
            .cfgScale(6.25)
            .seed(Long.MIN_VALUE)
            .size(640, 448)
            .model("m", "0123456789abcdef")
            .vae("v", "fedcba9876543210")
            .variation(-8, 0.25)
            .denoisingStrength(0.4)
            .clipSkip(3)
            .rng("CPU")
            .tiling(true)
            .version("v0.1")
            .build();
    assertThat(parameters.prompt()).isEqualTo("p");
    assertThat(parameters.negativePrompt()).isEqualTo("n");
    assertThat(parameters.steps()).hasValue(31);
    assertThat(parameters.sampler()).contains("Heun");
    assertThat(parameters.scheduleType()).contains("Karras");
    assertThat(parameters.cfgScale()).hasValue(6.25);
    assertThat(parameters.seed()).hasValue(Long.MIN_VALUE);
    assertThat(parameters.width()).hasValue(640);
    assertThat(parameters.height()).hasValue(448);
    assertThat(parameters.modelHash()).contains("0123456789");
    assertThat(parameters.model()).contains("m");
    assertThat(parameters.vaeHash()).contains("fedcba9876");
    assertThat(parameters.vae()).contains("v");
    assertThat(parameters.variationSeed()).hasValue(-8);
    assertThat(parameters.variationStrength()).hasValue(0.25);
    assertThat(parameters.denoisingStrength()).hasValue(0.4);
    assertThat(parameters.clipSkip()).hasValue(3);
    assertThat(parameters.rng()).contains("CPU");
    assertThat(parameters.tiling()).isTrue();
    assertThat(parameters.version()).contains("v0.1");
    assertThat(parameters.extras()).isEmpty();
  }

  @Test
  @DisplayName("takes a setting back when it is set to what is not written")
  void takesBack() {
    GenerationParameters parameters =
        GenerationParameters.builder()
            .clipSkip(2)
            .clipSkip(1)
            .rng("CPU")
            .rng("GPU")
            .tiling(true)
            .tiling(false)
            .set("Mask blur", 4)
            .set("Mask blur", "")
            .build();
    assertThat(parameters.settings()).isEmpty();
  }

  @Test
  @DisplayName("refuses numbers that are none")
  void refusesNaN() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GenerationParameters.builder().cfgScale(Double.NaN))
        .withMessage("expected a finite number but got NaN");
  }
}
