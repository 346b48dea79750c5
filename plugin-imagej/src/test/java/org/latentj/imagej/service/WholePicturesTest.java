package org.latentj.imagej.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.Region;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.imagej.options.PictureOptions;
import org.latentj.request.GenerationRequest;
import org.latentj.request.ImageToImage;
import org.latentj.request.Inpainting;
import org.latentj.request.Settings;
import org.latentj.request.TextToImage;
import org.latentj.runtime.MemoryMode;
import org.latentj.watermark.Watermark;

@DisplayName("The watermark of the options")
class WholePicturesTest {

  private static EngineSettings settings(boolean watermark) {
    Path none = Path.of("none");
    return new EngineSettings(
        "auto",
        "auto",
        0,
        MemoryMode.AUTO,
        none,
        Optional.empty(),
        new PictureOptions(none, Optional.empty(), none, Optional.empty(), true, watermark));
  }

  private static Picture grey(int width, int height) {
    return Picture.ofRgb(width, height, new byte[3 * width * height]);
  }

  @ParameterizedTest
  @CsvSource({
    "256, 256, 64, true",
    "0, 0, 512, true",
    "0, 0, 128, false",
    "255, 255, 64, true",
    "251, 256, 64, false",
    "64, 1024, 512, true",
    "0, 248, 256, false"
  })
  @DisplayName("is asked for where the picture's size, as the engine rounds it, can hold it")
  void sizes(int width, int height, int nativeSize, boolean holds) {
    TextToImage text = TextToImage.of("x").withSize(width, height);

    WholePictures.Marked marked = WholePictures.of(text, settings(true), () -> nativeSize);

    assertThat(marked.request().settings().watermark())
        .isEqualTo(holds ? Optional.of(Watermark.STABLE_DIFFUSION_V1) : Optional.empty());
    assertThat(marked.remark().isPresent()).isEqualTo(!holds);
    if (width * height > 0) {
      ImageToImage image = new ImageToImage("x", grey(width, height), 0.5, Settings.defaults());
      assertThat(
              WholePictures.of(image, settings(true), () -> 0)
                  .request()
                  .settings()
                  .watermark()
                  .isPresent())
          .isEqualTo(holds);
    }
  }

  @Test
  @DisplayName("leaves alone what says itself what it wants, and what is repainted, with a word")
  void others() {
    Settings own = Settings.builder().watermark(new Watermark("my own mark")).build();
    GenerationRequest text = TextToImage.of("x", own);
    GenerationRequest part =
        Inpainting.of(
            "x",
            grey(256, 256),
            Mask.ofRegion(256, 256, new Region(9, 9, 9, 9)),
            1,
            Settings.defaults());

    assertThat(WholePictures.of(text, settings(true), () -> 512).request()).isSameAs(text);
    assertThat(WholePictures.of(part, settings(true), () -> 512).request()).isSameAs(part);
    assertThat(WholePictures.of(part, settings(true), () -> 512).remark().orElseThrow())
        .contains("repainted carries no watermark");
    assertThat(WholePictures.of(part, settings(false), () -> 512).remark()).isEmpty();
    assertThat(
            WholePictures.of(
                TextToImage.of("x"),
                settings(false),
                () -> {
                  throw new AssertionError("asked for nothing");
                }))
        .isEqualTo(new WholePictures.Marked(TextToImage.of("x"), Optional.empty()));
  }
}
