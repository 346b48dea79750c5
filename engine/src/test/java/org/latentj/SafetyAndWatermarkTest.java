package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.Region;
import org.latentj.inpaint.InpaintedImage;
import org.latentj.inpaint.InpaintingOptions;
import org.latentj.inpaint.InpaintingResult;
import org.latentj.inpaint.SelectionInpainter;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.GenerationResult;
import org.latentj.request.ImageToImage;
import org.latentj.request.RequestParameters;
import org.latentj.request.SafetyCheck;
import org.latentj.request.SafetyCheck.Outcome;
import org.latentj.request.TextToImage;
import org.latentj.safety.SafetyFixture;
import org.latentj.watermark.Watermark;

@DisplayName("Pictures of a whole model")
class SafetyAndWatermarkTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void copyModel() throws IOException {
    folder = temporary.resolve("model");
    try (Stream<Path> files = Files.walk(TinyModels.V1)) {
      for (Path file : files.toList()) {
        Path target = folder.resolve(TinyModels.V1.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static TextToImage request(int batch) {
    return TextToImage.of("a cat", TinyModels.quick().steps(2).batchSize(batch).build());
  }

  private GenerationResult generate(LoadOptions options, int batch) {
    try (StableDiffusion model = StableDiffusion.load(folder, options)) {
      return model.generate(request(batch));
    }
  }

  private static boolean isBlack(Picture picture) {
    for (byte value : picture.toRgb()) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  @DisplayName("pass the safety checker that the model brings, unchanged if it finds nothing")
  void passed() throws IOException {
    GenerationResult without = generate(TinyModels.onCpu(), 2);
    assertThat(without.safety()).extracting(SafetyCheck::outcome).containsOnly(Outcome.NO_CHECKER);
    assertThat(without.safety().get(0).description()).startsWith("not checked");
    SafetyFixture.passing().writeInto(folder);

    GenerationResult checked = generate(TinyModels.onCpu(), 2);

    assertThat(checked.safety()).extracting(SafetyCheck::outcome).containsOnly(Outcome.PASSED);
    assertThat(checked.safety().get(0).concepts()).hasSize(17).allMatch(score -> score < 0);
    assertThat(checked.safety().get(0).specialCare()).hasSize(3);
    for (int i = 0; i < 2; i++) {
      assertThat(checked.pictures().get(i).picture())
          .isEqualTo(without.pictures().get(i).picture());
      assertThat(checked.pictures().get(i).parameters())
          .isEqualTo(without.pictures().get(i).parameters());
    }
    assertThat(checked.remarks()).isEmpty();
    assertThat(checked.modelHash()).as("what draws is the same").isEqualTo(without.modelHash());
  }

  @Test
  @DisplayName("are black where it finds something, and say so in words and in their files")
  void flagged() throws IOException {
    SafetyFixture.flagging().writeInto(folder);

    GenerationResult result = generate(TinyModels.onCpu(), 2);

    assertThat(result.pictures()).allMatch(picture -> isBlack(picture.picture()));
    assertThat(result.safety()).allMatch(SafetyCheck::flagged);
    assertThat(result.safety().get(1).found()).containsExactly(4);
    assertThat(result.remarks())
        .singleElement()
        .asString()
        .contains("flagged 2 of 2 pictures, [1, 2]", "replaced by black");
    Path file = temporary.resolve("black.png");
    result.first().savePng(file);
    GenerationParameters read = ParametersText.parse(PictureFiles.readParameters(file).get());
    assertThat(read.setting(RequestParameters.SAFETY_CHECKER)).contains("flagged");
  }

  @Test
  @DisplayName("are not checked only where that is switched off, which their files tell")
  void switchedOff() throws IOException {
    SafetyFixture.flagging().writeInto(folder);

    GenerationResult result = generate(TinyModels.onCpu().withSafetyChecker(false), 1);

    assertThat(isBlack(result.first().picture())).isFalse();
    assertThat(result.first().safety().outcome()).isEqualTo(Outcome.SWITCHED_OFF);
    GenerationParameters parameters = result.first().parameters();
    assertThat(parameters.setting(RequestParameters.SAFETY_CHECKER)).contains("off");
    // Repeating a picture switches nothing off: that is up to who loads the model.
    try (StableDiffusion model = StableDiffusion.load(folder, TinyModels.onCpu())) {
      GenerationResult repeated = model.generate(RequestParameters.toRequest(parameters));
      assertThat(repeated.first().safety().outcome()).isEqualTo(Outcome.FLAGGED);
    }
    assertThat(
            TinyModels.onCpu()
                .withDevice("cpu")
                .withSafetyChecker(false)
                .withPrecision(TinyModels.onCpu().precision())
                .safetyChecker())
        .isFalse();
  }

  @Test
  @DisplayName("of a model whose safety checker is not there come with a word")
  void missing() throws IOException {
    Path index = folder.resolve("model_index.json");
    String json = Files.readString(index);
    Files.writeString(
        index,
        json.replaceFirst(
            "(?s)(\"safety_checker\": \\[).*?\\]",
            "$1\"stable_diffusion\", \"StableDiffusionSafetyChecker\"]"));
    assertThat(Files.readString(index)).isNotEqualTo(json);

    assertThat(generate(TinyModels.onCpu(), 1).remarks())
        .singleElement()
        .asString()
        .contains("names a safety checker that is not among its files");
    assertThat(generate(TinyModels.onCpu().withSafetyChecker(false), 1).remarks()).isEmpty();
  }

  @Test
  @DisplayName("of a model whose safety checker is damaged are not made, unless without it")
  void damaged() throws IOException {
    SafetyFixture.passing().without("concept_embeds").writeInto(folder);

    assertThatThrownBy(() -> generate(TinyModels.onCpu(), 1))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("safety checker")
        .hasMessageContaining("concept_embeds (17, 12)");
    assertThat(generate(TinyModels.onCpu().withSafetyChecker(false), 1).pictures()).hasSize(1);
  }

  @Test
  @DisplayName("of single files are not checked")
  void singleFile() {
    LoadOptions options =
        TinyModels.onCpu()
            .withCheckpoint(
                CheckpointOptions.defaults()
                    .withConfigFolder(TinyModels.SINGLE_FILE_CONFIG)
                    .withTokenizerFolder(TinyModels.TOKENIZER));
    try (StableDiffusion model = StableDiffusion.load(TinyModels.SINGLE_FILE, options)) {
      assertThat(model.generate(request(1)).first().safety())
          .isEqualTo(SafetyCheck.notChecked(false));
    }
  }

  @Test
  @DisplayName("carry a watermark where it is asked for, and only there")
  void watermark() throws IOException {
    SafetyFixture.passing().writeInto(folder);
    TextToImage plain = request(1).withSize(256, 256);
    TextToImage marked =
        new TextToImage(
            plain.prompt(),
            256,
            256,
            plain.settings().toBuilder().watermark(Watermark.STABLE_DIFFUSION_V1).build());
    try (StableDiffusion model = StableDiffusion.load(folder, TinyModels.onCpu())) {
      GeneratedPicture without = model.generate(plain).first();
      GenerationResult result = model.generate(marked);
      GeneratedPicture with = result.first();

      assertThat(with.picture())
          .isEqualTo(Watermark.STABLE_DIFFUSION_V1.embedded(without.picture()));
      assertThat(Watermark.STABLE_DIFFUSION_V1.detectIn(without.picture()).isPresent()).isFalse();
      boolean found = Watermark.STABLE_DIFFUSION_V1.detectIn(with.picture()).isPresent();
      assertThat(result.remarks().stream().anyMatch(r -> r.contains("does not hold its watermark")))
          .as("a remark where it cannot be read")
          .isEqualTo(!found);
      assertThat(without.parameters().setting(RequestParameters.WATERMARK)).isEmpty();
      assertThat(with.parameters().setting(RequestParameters.WATERMARK))
          .contains("StableDiffusionV1");
      assertThat(RequestParameters.toRequest(with.parameters()).settings().watermark())
          .contains(Watermark.STABLE_DIFFUSION_V1);
    }
  }

  @Test
  @DisplayName("too small for a watermark are refused before they are drawn; black ones carry none")
  void noWatermark() throws IOException {
    SafetyFixture.flagging().writeInto(folder);
    var settings = TinyModels.quick().steps(2).watermark(Watermark.STABLE_DIFFUSION_V1).build();
    TinyModels.Recorder listener = new TinyModels.Recorder();
    try (StableDiffusion model = StableDiffusion.load(folder, TinyModels.onCpu())) {
      assertThatThrownBy(() -> model.generate(TextToImage.of("a cat", settings), listener))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("65536 pixels or more")
          .hasMessageContaining("64x64");
      assertThatThrownBy(
              () ->
                  model.generate(
                      new ImageToImage("a cat", TinyModels.photo(251, 256), 0.5, settings)))
          .hasMessageContaining("248x256");
      assertThat(listener.heard).isEmpty();

      GeneratedPicture black =
          model.generate(TextToImage.of("a cat", settings).withSize(256, 256)).first();
      assertThat(isBlack(black.picture())).isTrue();
      assertThat(black.parameters().setting(RequestParameters.WATERMARK)).isEmpty();
    }
  }

  @Test
  @DisplayName("that were flagged are not laid into a selection: the image stays as it was")
  void selection() throws IOException {
    SafetyFixture.flagging().writeInto(folder);
    Picture image = TinyModels.photo(96, 80);
    Mask mask = Mask.ofRegion(96, 80, new Region(30, 20, 30, 30));
    InpaintingOptions options =
        InpaintingOptions.builder()
            .settings(TinyModels.quick().steps(2).watermark(Watermark.STABLE_DIFFUSION_V1).build())
            .build();
    try (InProcessGenerator generator = new InProcessGenerator()) {
      InpaintingResult result =
          new SelectionInpainter(generator, ModelReference.of(folder, TinyModels.onCpu()))
              .inpaint("a cat", image, mask, options);

      List<InpaintedImage> images = result.images();
      assertThat(images).hasSize(1);
      assertThat(images.get(0).image().displayed().toPicture()).isEqualTo(image);
      assertThat(result.remarks())
          .anyMatch(remark -> remark.contains("left as it was"))
          .anyMatch(remark -> remark.contains("watermark was left out"));
    }
  }
}
