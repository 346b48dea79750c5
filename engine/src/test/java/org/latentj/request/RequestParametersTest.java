package org.latentj.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.image.Tiling;
import org.latentj.metadata.ParametersText;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.prompt.PromptSyntax;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;

/** Texts as other programs write them, and as nobody should. */
class RequestParametersTest {

  private static TextToImage request(String settings) {
    return RequestParameters.toRequest(ParametersText.parse("a cat\n" + settings));
  }

  private static Settings settings(String more) {
    return request("Steps: 20, CFG scale: 7, Seed: 1" + more).settings();
  }

  @Test
  @DisplayName("a text of the web UI becomes the request that it came from")
  void webUi() {
    TextToImage request =
        RequestParameters.toRequest(
            ParametersText.parse(
                """
                masterpiece, (red fox:1.2),
                in the snow
                Negative prompt: blurry, low quality
                Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, \
                Seed: 3141592653, Size: 768x512, Model hash: 6ce0161689, \
                Model: v1-5-pruned-emaonly, Variation seed: 5, Variation seed strength: 0.2, \
                Clip skip: 2, Version: v1.10.1"""));

    assertThat(request.prompt()).isEqualTo("masterpiece, (red fox:1.2),\nin the snow");
    assertThat(request.width()).isEqualTo(768);
    assertThat(request.height()).isEqualTo(512);
    assertThat(request.settings())
        .isEqualTo(
            Settings.builder()
                .negativePrompt("blurry, low quality")
                .steps(28)
                .sampler(SamplerKind.DPMPP_2M)
                .schedule(ScheduleKind.KARRAS)
                .guidanceScale(6.5)
                .seed(3141592653L)
                .variationSeed(5)
                .variationStrength(0.2)
                .clipSkip(1)
                .noise(NoiseKind.GPU)
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "DPM++ 2M Karras,DPMPP_2M,KARRAS",
    "Euler a,EULER_A,AUTOMATIC",
    "DDIM,DDIM,AUTOMATIC",
    "DPM++ 2M SDE Exponential,DPMPP_2M_SDE,EXPONENTIAL",
    "LMS Karras,LMS,KARRAS"
  })
  @DisplayName("older texts have the schedule in the sampler's name")
  void olderNames(String name, SamplerKind sampler, ScheduleKind schedule) {
    Settings settings = settings(", Sampler: " + name);

    assertThat(settings.sampler()).isEqualTo(sampler);
    assertThat(settings.schedule()).isEqualTo(schedule);
  }

  @Test
  @DisplayName("an unknown sampler or schedule is refused by its name, with those that there are")
  void unknownNames() {
    assertThatThrownBy(() -> settings(", Sampler: Restart"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown sampler \"Restart\"")
        .hasMessageContaining("Euler a");
    assertThatThrownBy(() -> settings(", Sampler: Euler, Schedule type: Align Your Steps"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown noise schedule \"Align Your Steps\"")
        .hasMessageContaining("Karras");
  }

  @Test
  @DisplayName("what a text leaves out is at its default, the noise being the web UI's")
  void missing() {
    Settings defaults = Settings.builder().noise(NoiseKind.GPU).build();

    assertThat(RequestParameters.toSettings(ParametersText.parse("only a prompt")))
        .isEqualTo(defaults);
    TextToImage bare = RequestParameters.toRequest(ParametersText.parse(""));
    assertThat(bare).isEqualTo(new TextToImage("", 0, 0, defaults));
  }

  @ParameterizedTest
  @CsvSource({"CPU,CPU", "NV,GPU", "GPU,GPU", "CPU half,CPU_HALF", "cpu,CPU"})
  @DisplayName("the source of random numbers is the web UI's name of it")
  void rng(String name, NoiseKind noise) {
    assertThat(settings(", RNG: " + name).noise()).isEqualTo(noise);
  }

  @Test
  @DisplayName("the program's own settings are read under their names")
  void ownSettings() {
    Settings settings =
        settings(
            ", RNG: CPU, Tiling: True, Eta DDIM: 0.5, Guidance rescale: 0.7,"
                + " DeepCache interval: 3, DeepCache depth: 2, Token merging ratio: 0.5, Prompt syntax: PLAIN, Tiling axes: X, Batch: 2 of 4");

    assertThat(settings)
        .isEqualTo(
            Settings.builder()
                .steps(20)
                .guidanceScale(7)
                .seed(1)
                .eta(0.5)
                .guidanceRescale(0.7)
                .deepCache(3)
                .deepCacheDepth(2)
                .tokenMerging(0.5)
                .promptSyntax(PromptSyntax.PLAIN)
                .tiling(Tiling.X)
                .batchSize(4)
                .batchSeeding(BatchSeeding.SEQUENTIAL)
                .build());
    assertThat(settings(", Tiling: True").tiling()).isEqualTo(Tiling.BOTH);
    assertThat(settings(", Tiling axes: X").tiling()).isEqualTo(Tiling.NONE);
    assertThat(settings(", Token merging ratio: 0.9").acceleration().tokenMerging())
        .as("as much as there is to merge")
        .isEqualTo(0.75);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Eta DDIM: much",
        "Guidance rescale: -",
        "Prompt syntax: COMFY",
        "DeepCache interval: 2.5",
        "Token merging ratio: half",
        "Batch: 2 of many"
      })
  @DisplayName("a value that does not fit its setting is refused with both")
  void badValues(String setting) {
    String[] parts = setting.split(": ");

    assertThatThrownBy(() -> settings(", " + setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the parameters' %s has the value '%s', which this engine does not have",
            parts[0], parts[1]);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ", RNG: dice|expected RNG CPU, CPU half, GPU or NV but got 'dice'",
        ", Eta DDIM: NaN|expected eta from 0 to 1 but got NaN",
        ", DeepCache interval: 0|expected DeepCache interval from 1 to 50 but got 0",
        ", Token merging ratio: NaN|expected token merging from 0 to 0.75 but got NaN",
        ", Token merging ratio: -1|expected token merging from 0 to 0.75 but got -1",
        ", DeepCache depth: 65|expected DeepCache depth from 1 to 64 but got 65",
        ", Batch: 1 of 999|expected batch size from 1 to 64 but got 999",
        ", Clip skip: 0|expected clip skip from 0 to 11 but got -1",
        ", Clip skip: 40|expected clip skip from 0 to 11 but got 39",
        ", Size: 999999x8|expected sides of 0 (the model's own) to 16384 pixels but got 999999 x 8"
      })
  @DisplayName("a value out of range is refused with the range")
  void outOfRange(String setting, String message) {
    assertThatThrownBy(() -> request("Steps: 20, CFG scale: 7, Seed: 1" + setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
