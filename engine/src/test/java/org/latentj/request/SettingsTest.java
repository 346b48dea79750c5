package org.latentj.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;
import org.latentj.image.Tiling;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.prompt.PromptSyntax;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;
import org.latentj.watermark.Watermark;

class SettingsTest {

  private static Arguments bad(String value, String message, Consumer<SettingsBuilder> change) {
    return Arguments.of(value, message, change);
  }

  static Stream<Arguments> badValues() {
    return Stream.of(
        bad("no steps", "expected steps from 1 to 1000 but got 0", b -> b.steps(0)),
        bad("too many steps", "expected steps from 1 to 1000 but got 1001", b -> b.steps(1001)),
        bad("no picture", "expected batch size from 1 to 64 but got 0", b -> b.batchSize(0)),
        bad("pictures", "expected batch size from 1 to 64 but got 65", b -> b.batchSize(65)),
        bad("eta", "expected eta from 0 to 1 but got 1.5", b -> b.eta(1.5)),
        bad("eta NaN", "expected eta from 0 to 1 but got NaN", b -> b.eta(Double.NaN)),
        bad(
            "guidance",
            "expected guidance scale from 0 to 100 but got -1",
            b -> b.guidanceScale(-1)),
        bad(
            "guidance NaN",
            "expected guidance scale from 0 to 100 but got NaN",
            b -> b.guidanceScale(Double.NaN)),
        bad(
            "endless guidance",
            "expected guidance scale from 0 to 100 but got 9223372036854775807",
            b -> b.guidanceScale(Double.POSITIVE_INFINITY)),
        bad(
            "rescale",
            "expected guidance rescale from 0 to 1 but got -0.1",
            b -> b.guidanceRescale(-0.1)),
        bad(
            "variation",
            "expected variation strength from 0 to 1 but got 2",
            b -> b.variationStrength(2)),
        bad("clip skip", "expected clip skip from 0 to 11 but got 12", b -> b.clipSkip(12)),
        bad(
            "negative clip skip",
            "expected clip skip from 0 to 11 but got -1",
            b -> b.clipSkip(-1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badValues")
  @DisplayName("a value out of range is refused with the range")
  void ranges(String name, String message, Consumer<SettingsBuilder> change) {
    SettingsBuilder builder = Settings.builder();
    change.accept(builder);

    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  static Stream<Arguments> missing() {
    return Stream.of(
        bad("", "negativePrompt", b -> b.negativePrompt(null)),
        bad("", "sampler", b -> b.sampler(null)),
        bad("", "schedule", b -> b.schedule(null)),
        bad("", "noise", b -> b.noise(null)),
        bad("", "batchSeeding", b -> b.batchSeeding(null)),
        bad("", "promptSyntax", b -> b.promptSyntax(null)),
        bad("", "tiling", b -> b.tiling(null)),
        bad("", "acceleration", b -> b.acceleration(null)));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("missing")
  @DisplayName("nothing may be null, and the message says what is")
  void nulls(String unused, String name, Consumer<SettingsBuilder> change) {
    SettingsBuilder builder = Settings.builder();
    change.accept(builder);

    assertThatThrownBy(builder::build).isInstanceOf(NullPointerException.class).hasMessage(name);
  }

  @Test
  @DisplayName(
      "the defaults are those of Stable Diffusion's evaluation: PLMS, 50 steps; guidance is left to the model")
  void defaults() {
    Settings defaults = Settings.defaults();

    assertThat(defaults.sampler()).isEqualTo(SamplerKind.PLMS);
    assertThat(defaults.steps()).isEqualTo(50);
    assertThat(defaults.guidanceScale()).isEmpty();
    assertThat(defaults.batchSize()).isEqualTo(1);
    assertThat(defaults.variationSeed()).isEmpty();
  }

  @Test
  @DisplayName("every setter arrives, and a builder of settings begins with all of them")
  void builders() {
    Settings all =
        Settings.builder()
            .negativePrompt("n")
            .seed(2)
            .batchSize(3)
            .batchSeeding(BatchSeeding.SEQUENTIAL)
            .noise(NoiseKind.GPU)
            .variationSeed(4)
            .variationStrength(0.5)
            .steps(6)
            .sampler(SamplerKind.EULER)
            .schedule(ScheduleKind.KARRAS)
            .eta(0.7)
            .guidanceScale(8)
            .guidanceRescale(0.9)
            .clipSkip(10)
            .promptSyntax(PromptSyntax.PLAIN)
            .tiling(Tiling.X)
            .watermark(new Watermark("made by us"))
            .deepCache(3)
            .deepCacheDepth(2)
            .tokenMerging(0.25)
            .build();

    assertThat(all.toString())
        .contains(
            "negativePrompt=n, seed=2, batchSize=3, batchSeeding=SEQUENTIAL, noise=GPU",
            "variationSeed=OptionalLong[4], variationStrength=0.5, steps=6, sampler=EULER",
            "schedule=KARRAS, eta=0.7, guidanceScale=OptionalDouble[8.0], guidanceRescale=0.9, clipSkip=10",
            "promptSyntax=PLAIN, tiling=X, watermark=Optional[Watermark[text=made by us]]",
            "deepCacheInterval=3, deepCacheDepth=2, tokenMerging=0.25");
    assertThat(all.toBuilder().withoutWatermark().build().watermark()).isEmpty();
    assertThat(all.toBuilder().build()).isEqualTo(all);
    assertThat(all.toBuilder().seed(3).build()).isNotEqualTo(all);
  }

  @Test
  @DisplayName("a request needs its parts, and says which is missing")
  void requestParts() {
    Picture picture = Picture.ofRgb(1, 1, new byte[3]);
    Mask mask = Mask.of(1, 1, new float[1]);
    Settings settings = Settings.defaults();

    assertThatThrownBy(() -> TextToImage.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("prompt");
    assertThatThrownBy(() -> TextToImage.of("x", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("settings");
    assertThatThrownBy(() -> new ImageToImage("x", null, 0.5, settings))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("image");
    assertThatThrownBy(() -> Inpainting.of("x", picture, null, 0.5, settings))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("mask");
    assertThatThrownBy(() -> new Inpainting("x", picture, mask, 0.5, null, true, settings))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("fill");
    assertThat(Inpainting.of("x", picture, mask, 0.5, settings))
        .isEqualTo(new Inpainting("x", picture, mask, 0.5, MaskFill.ORIGINAL, true, settings));
  }
}
