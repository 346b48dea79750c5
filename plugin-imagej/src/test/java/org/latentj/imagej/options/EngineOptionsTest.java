package org.latentj.imagej.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.imagej.TestContext;
import org.latentj.models.LibrarySettings;
import org.scijava.options.OptionsService;

@DisplayName("Edit > Options > Stable Diffusion")
class EngineOptionsTest {
  @TempDir private Path folder;
  private final TestContext host = new TestContext();
  private EngineOptions options;

  @BeforeEach
  void find() {
    options = host.context().service(OptionsService.class).getOptions(EngineOptions.class);
  }

  @AfterEach
  void close() {
    // They are kept for the next test as for the next start of ImageJ.
    options.reset();
    host.close();
  }

  @Test
  @DisplayName("without an entry: the usual folders, the model's VAE, checker on, no watermark")
  void defaults() {
    EngineSettings settings = EngineSettings.of(host.context());

    assertThat(settings.pictures()).isEqualTo(PictureOptions.defaults());
    assertThat(settings.pictures().loraFolder())
        .isEqualTo(LibrarySettings.ownFolder().resolve("lora"));
    LoadOptions load = settings.loadOptions();
    assertThat(load.safetyChecker()).isTrue();
    assertThat(load.extensions().loraFolder())
        .contains(LibrarySettings.ownFolder().resolve("lora"));
    assertThat(settings.pictures().watermark()).isFalse();
  }

  @Test
  @DisplayName("reach every model, whose way of being read stays; the embedded one keeps its VAE")
  void applied() throws IOException {
    Path words = Files.createDirectory(folder.resolve("words"));
    Path vae = Files.createFile(folder.resolve("vae.pt"));
    options.setInput("loraFolder", folder.toString());
    options.setInput("embeddingsFolder", words.toString());
    options.setInput("vae", " " + vae + " ");
    options.setInput("safetyChecker", false);
    CheckpointOptions read = CheckpointOptions.defaults().withTokenizerFolder(words);

    EngineSettings settings = EngineSettings.of(host.context());
    LoadOptions file =
        settings
            .applied(
                ModelReference.of(
                    Path.of("model.safetensors"), LoadOptions.defaults().withCheckpoint(read)))
            .options();
    LoadOptions embedded =
        settings.applied(ModelReference.embedded(LoadOptions.defaults())).options();

    assertThat(file.checkpoint()).isEqualTo(read.withVae(vae));
    assertThat(embedded.checkpoint().vae()).isEmpty();
    for (LoadOptions load : new LoadOptions[] {file, embedded}) {
      assertThat(load.safetyChecker()).isFalse();
      assertThat(load.extensions().loraFolder()).contains(folder);
      assertThat(load.extensions().embeddings()).containsExactly(words);
    }
  }

  @Test
  @DisplayName("are remembered as the others are")
  void remembered() {
    options.setInput("loraFolder", folder.toString());
    options.setInput("watermark", true);
    options.run();
    assertThat(options.isCanceled()).isFalse();

    try (TestContext next = new TestContext()) {
      PictureOptions pictures = EngineSettings.of(next.context()).pictures();
      assertThat(pictures.loraFolder()).isEqualTo(folder);
      assertThat(pictures.watermark()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "loraFolder, LoRA folder",
    "embeddingsFolder, embeddings folder",
    "controlNetsFolder, ControlNets folder",
    "vae, VAE"
  })
  @DisplayName("refuse what is not there, and stay as they were")
  void refused(String input, String what) {
    Path missing = folder.resolve("missing");
    options.setInput(input, missing.toString());
    // As dialogs do when they are closed.
    options.save();

    options.run();

    assertThat(options.getCancelReason())
        .isEqualTo(
            "there is no " + what + " '" + missing + "'. Correct the name, or leave it empty");
    assertThat(EngineSettings.of(host.context()).pictures()).isEqualTo(PictureOptions.defaults());
    try (TestContext next = new TestContext()) {
      assertThat(EngineSettings.of(next.context()).pictures()).isEqualTo(PictureOptions.defaults());
    }
  }

  @Test
  @DisplayName("show the licence's note when the safety checker is switched off, once")
  void note() {
    String first = said(() -> switchChecker(false));
    String second = said(() -> switchChecker(false));
    String on = said(() -> switchChecker(true));
    String again = said(() -> switchChecker(false));

    assertThat(first)
        .contains("intends the model to be used with its safety checker")
        .contains("CreativeML OpenRAIL-M says")
        .contains("You can't use the model to deliberately produce nor share illegal or harmful")
        .contains("https://huggingface.co/spaces/CompVis/stable-diffusion-license");
    assertThat(first.lines()).allMatch(line -> line.length() <= 110);
    assertThat(second).isEmpty();
    assertThat(on).isEmpty();
    assertThat(again).isEqualTo(first);
    assertThat(options.isCanceled()).isFalse();
    assertThat(EngineSettings.of(host.context()).loadOptions().safetyChecker()).isFalse();
  }

  private void switchChecker(boolean on) {
    options.setInput("safetyChecker", on);
    options.run();
  }

  private static String said(Runnable run) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      run.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
