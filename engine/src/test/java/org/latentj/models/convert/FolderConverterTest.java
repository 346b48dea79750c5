package org.latentj.models.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.fixture.TinyModel;

class FolderConverterTest {
  @TempDir Path folder;

  private CheckpointOptions options;

  @BeforeEach
  void tokenizer() throws IOException {
    Path tokenizer = Files.createDirectories(folder.resolve("tokenizer"));
    Files.writeString(tokenizer.resolve("vocab.json"), "{}");
    Files.writeString(tokenizer.resolve("merges.txt"), "#version: 0.2\n");
    options = CheckpointOptions.defaults().withTokenizerFolder(tokenizer);
  }

  private static void assertSame(Weights actual, Weights expected) {
    assertThat(actual.names()).containsExactlyInAnyOrderElementsOf(expected.names());
    for (String name : expected.names()) {
      assertThat(actual.type(name)).as(name).isEqualTo(expected.type(name));
      assertThat(actual.shape(name)).as(name).isEqualTo(expected.shape(name));
      assertThat(actual.read(name).data()).as(name).isEqualTo(expected.read(name).data());
    }
  }

  private Path convert(Path checkpoint, CheckpointOptions how) throws IOException {
    Path target = folder.resolve("made").resolve("model");
    FolderConverter.convert(checkpoint, how, target);
    try (Checkpoint single = Checkpoint.open(checkpoint, how);
        Checkpoint made = Checkpoint.open(target)) {
      assertThat(made.config()).isEqualTo(single.config());
      assertThat(made.family()).isEqualTo(single.family());
      assertSame(made.unet(), single.unet());
      assertSame(made.vae(), single.vae());
      assertSame(made.textEncoder(), single.textEncoder());
      assertThat(made.tokenizerFolder()).contains(target.resolve("tokenizer"));
    }
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertThat(files).containsExactly(target);
    }
    return target;
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "inpainting", "v2"})
  @DisplayName("The folder opens as the same model, with the same bits")
  void same(String kind) throws IOException {
    TinyModel model =
        switch (kind) {
          case "v1" -> TinyModel.version1();
          case "v2" -> TinyModel.version2();
          default -> TinyModel.inpainting();
        };

    Path target = convert(model.safetensors(folder.resolve("tiny.safetensors"), Map.of()), options);

    assertThat(Files.readString(target.resolve("model_index.json")))
        .contains(
            kind.equals("inpainting")
                ? "\"StableDiffusionInpaintPipeline\""
                : "\"StableDiffusionPipeline\"")
        .contains("\"requires_safety_checker\": false");
  }

  /** Ends the conversion when it is asked for the n-th time. */
  private static final class Ending implements ConversionListener {
    private final List<Long> bytes = new ArrayList<>();
    private final int at;
    private long total;
    private int asked;

    Ending(int at) {
      this.at = at;
    }

    @Override
    public void progress(long written, long totalBytes) {
      bytes.add(written);
      total = totalBytes;
    }

    @Override
    public boolean cancelled() {
      return ++asked == at;
    }
  }

  @Test
  @DisplayName(
      "The listener hears how far it is in bytes; it may end it anywhere, and nothing is left")
  void cancelled() throws IOException {
    Path file = TinyModel.version1().safetensors(folder.resolve("tiny.safetensors"), Map.of());
    Path made = folder.resolve("made");
    Path target = made.resolve("model");
    Ending never = new Ending(0);
    FolderConverter.convert(file, options, folder.resolve("whole"), never);
    assertThat(never.bytes).isSorted().startsWith(0L).endsWith(never.total);
    long written;
    try (Stream<Path> files = Files.walk(folder.resolve("whole"))) {
      written =
          files
              .filter(path -> path.toString().endsWith(".safetensors"))
              .mapToLong(path -> path.toFile().length())
              .sum();
    }
    assertThat(never.total).as("all but the three headers").isBetween(written * 9 / 10, written);

    for (int at : List.of(1, 2, never.asked / 2, never.asked)) {
      assertThatThrownBy(() -> FolderConverter.convert(file, options, target, new Ending(at)))
          .isInstanceOf(ConversionCancelledException.class);
      try (Stream<Path> files = Files.list(made)) {
        assertThat(files).as("ended at %d of %d", at, never.asked).isEmpty();
      }
    }
    FolderConverter.convert(file, options, target, new Ending(0));
    assertThat(target.resolve("model_index.json")).exists();
  }

  @Test
  @DisplayName("Of two sets of weights, the one that was asked for")
  void averaged() throws IOException {
    Path file =
        Files.write(
            folder.resolve("ema.ckpt"), TinyModel.version1().withEma().torch().nested().zip());

    convert(file, options.withEma(Ema.NON_EMA));
  }

  @Test
  @DisplayName("A folder that is there stays as it is")
  void targetExists() throws IOException {
    Path file = TinyModel.version1().safetensors(folder.resolve("tiny.safetensors"), Map.of());
    Path target = Files.createDirectories(folder.resolve("there"));

    assertThatThrownBy(() -> FolderConverter.convert(file, options, target))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("exists already");
    assertThat(target).isEmptyDirectory();
  }

  @Test
  @DisplayName("Without a tokenizer, or from no checkpoint, nothing is left behind")
  void fails() throws IOException {
    Path file = TinyModel.version1().safetensors(folder.resolve("tiny.safetensors"), Map.of());
    Path text = Files.writeString(folder.resolve("notes.txt"), "no model at all");
    Path target = folder.resolve("made");

    assertThatThrownBy(() -> FolderConverter.convert(file, CheckpointOptions.defaults(), target))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("name a folder with vocab.json and merges.txt");
    assertThatThrownBy(() -> FolderConverter.convert(text, options, target))
        .isInstanceOf(CheckpointException.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("tokenizer", "tiny.safetensors", "notes.txt");
    }
  }
}
