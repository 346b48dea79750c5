package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.TinyModels.quick;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.Tiling;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;
import org.latentj.noise.BatchSeeding;
import org.latentj.noise.NoiseKind;
import org.latentj.prompt.PromptSyntax;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationResult;
import org.latentj.request.RequestParameters;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;
import org.latentj.sampler.SamplerKind;
import org.latentj.sampler.ScheduleKind;

/** A picture's file holds all that it takes to make the picture again. */
class ParametersRoundTripTest extends OnTinyModel {
  @TempDir Path temporary;

  private TextToImage readBack(GeneratedPicture picture) throws IOException {
    Path file = temporary.resolve("picture.png");
    picture.savePng(file);
    assertThat(Picture.read(file)).isEqualTo(picture.picture());
    GenerationParameters parameters =
        ParametersText.parse(PictureFiles.readParameters(file).orElseThrow());
    assertThat(parameters).isEqualTo(picture.parameters());
    return RequestParameters.toRequest(parameters);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of("defaults of a short run", quick()),
        Arguments.of(
            "sampler with schedule",
            quick().sampler(SamplerKind.DPMPP_2M).schedule(ScheduleKind.KARRAS)),
        Arguments.of(
            "stochastic sampler", quick().sampler(SamplerKind.DPMPP_SDE).noise(NoiseKind.GPU)),
        Arguments.of("half noise", quick().noise(NoiseKind.CPU_HALF).seed(-7)),
        Arguments.of("large seed", quick().noise(NoiseKind.GPU).seed(Long.MAX_VALUE)),
        Arguments.of("eta", quick().eta(0.3)),
        Arguments.of("clip skip", quick().clipSkip(2)),
        Arguments.of("odd guidance", quick().guidanceScale(7.123456789012345)),
        Arguments.of("rescale", quick().guidanceRescale(1 / 3.0)),
        Arguments.of("deep features reused", quick().deepCache(2)),
        Arguments.of("and deeper", quick().deepCache(3).deepCacheDepth(4)),
        Arguments.of("merged tokens", quick().tokenMerging(0.55)),
        Arguments.of("tiling", quick().tiling(Tiling.BOTH)),
        Arguments.of("tiling along an axis", quick().tiling(Tiling.Y)),
        Arguments.of("variation", quick().variationSeed(99).variationStrength(0.15)),
        Arguments.of("plain syntax", quick().promptSyntax(PromptSyntax.PLAIN)),
        Arguments.of(
            "negative prompt of two lines", quick().negativePrompt("bad: very, (bad)\nugly")),
        Arguments.of("no guidance", quick().guidanceScale(0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  @DisplayName("a picture's file gives the request that makes the identical picture")
  void roundTrip(String name, SettingsBuilder settings) throws IOException {
    TextToImage request =
        TextToImage.of(
                "a (red:1.3) cat, \"quoted\",\n[on: a mat:0.5] \u00e9\u4e16", settings.build())
            .withSize(72, 64);
    GeneratedPicture picture = model.generate(request).first();

    TextToImage again = readBack(picture);

    assertThat(again).isEqualTo(request);
    assertThat(model.generate(again).first().picture()).isEqualTo(picture.picture());
  }

  @ParameterizedTest
  @EnumSource(SamplerKind.class)
  @DisplayName("every sampler on each of its schedules comes back")
  void samplers(SamplerKind sampler) throws IOException {
    for (ScheduleKind schedule : sampler.schedules()) {
      TextToImage request =
          TextToImage.of("x", quick().sampler(sampler).schedule(schedule).build()).withSize(8, 8);
      assertThat(readBack(model.generate(request).first())).isEqualTo(request);
    }
  }

  @Test
  @DisplayName("a picture of a batch comes back alone where it has a seed of its own")
  void perImage() throws IOException {
    SettingsBuilder settings = quick().batchSize(3).sampler(SamplerKind.EULER_A);
    GeneratedPicture third =
        model.generate(TextToImage.of("x", settings.build())).pictures().get(2);

    TextToImage again = readBack(third);

    assertThat(again.settings().batchSize()).isEqualTo(1);
    assertThat(again.settings().seed()).isEqualTo(13);
    Picture alone = model.generate(again).first().picture();
    assertThat(TinyModels.difference(alone, third.picture())).isLessThanOrEqualTo(1);
  }

  @Test
  @DisplayName("a picture of a varied batch comes back alone as well")
  void variedBatch() throws IOException {
    SettingsBuilder settings = quick().batchSize(2).variationSeed(50).variationStrength(0.4);
    GeneratedPicture second =
        model.generate(TextToImage.of("x", settings.build())).pictures().get(1);

    Picture alone = model.generate(readBack(second)).first().picture();

    assertThat(TinyModels.difference(alone, second.picture())).isLessThanOrEqualTo(1);
  }

  @Test
  @DisplayName("a picture of a batch with one sequence comes back as its place in that batch")
  void sequential() throws IOException {
    SettingsBuilder settings = quick().batchSize(3).batchSeeding(BatchSeeding.SEQUENTIAL);
    GenerationResult result = model.generate(TextToImage.of("x", settings.build()));
    GeneratedPicture second = result.pictures().get(1);

    assertThat(second.parameters().setting(RequestParameters.BATCH)).hasValue("2 of 3");
    GenerationResult again = model.generate(readBack(second));

    assertThat(again.pictures().get(1).picture()).isEqualTo(second.picture());
  }
}
