package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.TinyModels.difference;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.CheckpointOptions;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.image.Picture;
import org.latentj.model.PredictionType;
import org.latentj.request.TextToImage;
import org.latentj.runtime.Precision;

/** From files to pictures, and what is said where files do not serve. */
class CheckpointLoadingTest {
  private static final TextToImage REQUEST = TextToImage.of("a red cat", quick().build());
  private static final CheckpointOptions SINGLE_FILE =
      CheckpointOptions.defaults()
          .withConfigFolder(TinyModels.SINGLE_FILE_CONFIG)
          .withTokenizerFolder(TinyModels.TOKENIZER);

  @TempDir Path temporary;

  private static Picture painted(Path checkpoint, LoadOptions options) {
    try (StableDiffusion model = StableDiffusion.load(checkpoint, options)) {
      return picture(model, REQUEST);
    }
  }

  private static LoadOptions options(CheckpointOptions checkpoint) {
    return TinyModels.onCpu().withCheckpoint(checkpoint);
  }

  private Path copyOfV1() throws IOException {
    Path copy = temporary.resolve("copied-model");
    try (Stream<Path> files = Files.walk(TinyModels.V1)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(TinyModels.V1.relativize(file).toString()));
      }
    }
    return copy;
  }

  @Test
  @DisplayName("a single file paints what the folder of the same weights paints")
  void singleFile() {
    Picture folder = painted(TinyModels.V1, TinyModels.onCpu());

    assertThat(painted(TinyModels.SINGLE_FILE, options(SINGLE_FILE))).isEqualTo(folder);
    assertThat(painted(TinyModels.SINGLE_FILE, options(SINGLE_FILE.withEma(Ema.NON_EMA))))
        .isNotEqualTo(folder);
  }

  @Test
  @DisplayName("a single file has its own name and the SHA-256 of its bytes")
  void identity() {
    try (StableDiffusion model =
            StableDiffusion.load(TinyModels.SINGLE_FILE, options(SINGLE_FILE));
        StableDiffusion folder = TinyModels.load(TinyModels.V1)) {
      assertThat(model.name()).isEqualTo("tiny-v1-full-ema-legacy-fp16");
      assertThat(model.modelHash()).matches("[0-9a-f]{64}").isNotEqualTo(folder.modelHash());
      assertThat(model.generate(REQUEST).first().parameters().modelHash())
          .hasValue(model.modelHash().substring(0, 10));
      assertThat(folder.name()).isEqualTo("tiny-diffusers");
    }
  }

  @Test
  @DisplayName("a single file without a tokenizer folder says which folder has one")
  void noTokenizer() {
    CheckpointOptions options =
        CheckpointOptions.defaults().withConfigFolder(TinyModels.SINGLE_FILE_CONFIG);

    assertThatThrownBy(() -> StableDiffusion.load(TinyModels.SINGLE_FILE, options(options)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(TinyModels.SINGLE_FILE.toString())
        .hasMessageContaining("holds no vocabulary, and no tokenizer folder was given")
        .hasMessageContaining("vocab.json and merges.txt");
  }

  @ParameterizedTest
  @CsvSource({"BF16,6", "F16,1.5"})
  @DisplayName("half precisions paint nearly the picture of float32")
  void precisions(Precision precision, double mean) {
    Picture reference = painted(TinyModels.V1, TinyModels.onCpu());
    Picture half = painted(TinyModels.V1, TinyModels.onCpu().withPrecision(precision));

    assertThat(TinyModels.meanDifference(half, reference)).isGreaterThan(0).isLessThan(mean);
  }

  @Test
  @DisplayName("another prediction type, given by hand, gives another picture")
  void predictionType() {
    CheckpointOptions velocity =
        CheckpointOptions.defaults().withPredictionType(PredictionType.V_PREDICTION);

    assertThat(
            difference(
                painted(TinyModels.V1, options(velocity)),
                painted(TinyModels.V1, TinyModels.onCpu())))
        .isGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unet/diffusion_pytorch_model.safetensors",
        "vae/diffusion_pytorch_model.safetensors",
        "text_encoder/model.safetensors"
      })
  @DisplayName("a weight file that was cut off is named")
  void truncated(String file) throws IOException {
    Path model = copyOfV1();
    try (RandomAccessFile weights = new RandomAccessFile(model.resolve(file).toFile(), "rw")) {
      weights.setLength(weights.length() - 1000);
    }

    assertThatThrownBy(() -> TinyModels.load(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(Path.of(file).getFileName().toString())
        .hasMessageContaining("copied-model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unet", "vae", "text_encoder", "tokenizer"})
  @DisplayName("a part that is missing is named")
  void missingFolder(String folder) throws IOException {
    Path model = copyOfV1();
    try (Stream<Path> files = Files.list(model.resolve(folder))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(model.resolve(folder));

    assertThatThrownBy(() -> TinyModels.load(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(folder)
        .hasMessageContaining("copied-model");
  }

  @Test
  @DisplayName("weights of another model are refused with the tensors that do not fit")
  void otherWeights() throws IOException {
    Path model = copyOfV1();
    Path unet = Path.of("unet", "diffusion_pytorch_model.safetensors");
    Files.copy(
        TinyModels.INPAINTING.resolve(unet),
        model.resolve(unet),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> TinyModels.load(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("do not fit the UNet")
        .hasMessageContaining("attn2.to_k.weight expected (16, 32) but got (32, 48)");
  }

  @Test
  @DisplayName("a path that does not exist, and a device that does not, are told apart")
  void wrongArguments() {
    Path nowhere = temporary.resolve("nowhere.safetensors");

    assertThatThrownBy(() -> TinyModels.load(nowhere))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("nowhere.safetensors");
    assertThatThrownBy(
            () -> StableDiffusion.load(TinyModels.V1, TinyModels.onCpu().withDevice("tpu")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'tpu'");
  }

  @Test
  @DisplayName("the files may go away once the model is loaded")
  void filesNotNeededLater() throws IOException {
    Path model = copyOfV1();
    try (StableDiffusion loaded = TinyModels.load(model)) {
      try (Stream<Path> files = Files.walk(model)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
      assertThat(picture(loaded, REQUEST)).isEqualTo(painted(TinyModels.V1, TinyModels.onCpu()));
    }
  }
}
