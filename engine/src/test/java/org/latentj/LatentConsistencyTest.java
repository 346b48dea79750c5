package org.latentj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.TinyModels.picture;
import static org.latentj.TinyModels.quick;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.RandomWeights;
import org.latentj.checkpoint.Weights;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.image.Picture;
import org.latentj.metadata.GenerationParameters;
import org.latentj.request.GeneratedPicture;
import org.latentj.request.RequestParameters;
import org.latentj.request.SettingsBuilder;
import org.latentj.request.TextToImage;
import org.latentj.sampler.SamplerKind;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;
import org.latentj.tensor.TensorSpec;

@DisplayName("Latent consistency models")
class LatentConsistencyTest {
  private static final String PROJECTION = "time_embedding.cond_proj.weight";

  @TempDir private static Path root;
  private static StableDiffusion told;

  @BeforeAll
  static void load() throws IOException {
    told = TinyModels.load(write("told", false));
  }

  @AfterAll
  static void close() {
    told.close();
  }

  /** The tiny model, its UNet told the guidance scale in 6 numbers. */
  private static Path write(String name, boolean zeros) throws IOException {
    Path folder = root.resolve(name);
    try (Stream<Path> files = Files.walk(TinyModels.V1)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(TinyModels.V1.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        if (!copy.startsWith(folder.resolve("unet"))) {
          Files.copy(file, copy);
        }
      }
    }
    String json = Files.readString(TinyModels.V1.resolve("unet/config.json"));
    Files.writeString(
        folder.resolve("unet/config.json"),
        json.replace("\"act_fn\"", "\"time_cond_proj_dim\": 6, \"act_fn\""));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint checkpoint = Checkpoint.open(TinyModels.V1)) {
      Weights unet = checkpoint.unet();
      unet.names().forEach(tensor -> tensors.put(tensor, unet.read(tensor)));
      tensors.put(PROJECTION, projection(zeros));
      TinyModel.write(folder.resolve("unet/diffusion_pytorch_model.safetensors"), tensors);
    }
    return folder;
  }

  private static StoredTensor projection(boolean zeros) {
    Shape shape = Shape.of(16, 6);
    return zeros
        ? new StoredTensor(
            PROJECTION, ElementType.F32, shape, ByteBuffer.allocateDirect(4 * 16 * 6))
        : new RandomWeights(List.of(new TensorSpec(PROJECTION, shape)), ElementType.F32, 3)
            .read(PROJECTION);
  }

  private static SettingsBuilder few() {
    return quick().sampler(SamplerKind.LCM);
  }

  @Test
  @DisplayName("are told the guidance scale, and never see the negative prompt")
  void guidance() {
    Picture picture = picture(told, "cat", few().guidanceScale(8));

    assertThat(picture(told, "cat", few().guidanceScale(2))).isNotEqualTo(picture);
    assertThat(picture(told, "cat", few().guidanceScale(1))).isNotEqualTo(picture);
    assertThat(picture(told, "cat", few().guidanceScale(8).negativePrompt("dog ".repeat(90))))
        .isEqualTo(picture);
    assertThat(picture(told, "cat", few().guidanceScale(8).guidanceRescale(0.7)))
        .isEqualTo(picture);
  }

  @Test
  @DisplayName("with a projection of zeros are the plain model without guidance, at any scale")
  void zeros() throws IOException {
    try (StableDiffusion deaf = TinyModels.load(write("deaf", true));
        StableDiffusion plain = TinyModels.load(TinyModels.V1)) {
      assertThat(picture(deaf, "cat", few().guidanceScale(8)))
          .isEqualTo(picture(plain, "cat", few().guidanceScale(1)));
      assertThat(picture(deaf, "cat AND dog", few().guidanceScale(8)))
          .isEqualTo(picture(plain, "cat AND dog", few().guidanceScale(1)));
    }
  }

  @Test
  @DisplayName("sample under the name LCM, and their pictures say how")
  void parameters() {
    GeneratedPicture made =
        told.generate(TextToImage.of("cat", few().guidanceScale(8.5).build())).first();
    GenerationParameters parameters = made.parameters();

    assertThat(parameters.sampler()).hasValue("LCM");
    assertThat(parameters.cfgScale()).hasValue(8.5);
    assertThat(told.generate(RequestParameters.toRequest(parameters)).first().picture())
        .isEqualTo(made.picture());
  }
}
