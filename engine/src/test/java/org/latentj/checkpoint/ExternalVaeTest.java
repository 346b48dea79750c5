package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.StoredTensor;

@DisplayName("An autoencoder of its own")
class ExternalVaeTest {
  private static final String PREFIX = "first_stage_model.";
  private static final String OUT = "decoder.conv_out.weight";

  @TempDir private Path folder;
  private Path model;
  private TinyModel other;

  /** How a file writes it. */
  enum Form {
    COMPVIS,
    COMPVIS_PICKLE,
    PREFIXED,
    DIFFUSERS_FILE,
    DIFFUSERS_FOLDER,
    WHOLE_FOLDER
  }

  @BeforeEach
  void models() throws IOException {
    model = TinyModel.version1().safetensors(folder.resolve("model.safetensors"), Map.of());
    other = TinyModel.version1();
    // Other weights: half of all values have their sign turned.
    other.tensors().replaceAll((name, tensor) -> name.startsWith(PREFIX) ? turned(tensor) : tensor);
  }

  private static StoredTensor turned(StoredTensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(tensor.data().remaining());
    bytes.put(tensor.data().duplicate());
    for (int i = 1; i < bytes.capacity(); i += 4) {
      bytes.put(i, (byte) (bytes.get(i) ^ 0x80));
    }
    return new StoredTensor(tensor.name(), tensor.type(), tensor.shape(), bytes.rewind());
  }

  private Map<String, StoredTensor> compVis(boolean prefixed) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    other
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(PREFIX)) {
                tensors.put(prefixed ? name : name.substring(PREFIX.length()), tensor);
              }
            });
    String loss = (prefixed ? PREFIX : "") + "loss.logvar";
    tensors.put(loss, new StoredTensor(loss, ElementType.F16, Shape.of(1), ByteBuffer.allocate(2)));
    return tensors;
  }

  private Path write(Form form) throws IOException {
    Path file = folder.resolve("vae/vae.safetensors");
    switch (form) {
      case COMPVIS -> TinyModel.write(file, compVis(false));
      case PREFIXED -> TinyModel.write(file, compVis(true));
      case DIFFUSERS_FILE -> TinyModel.write(file, other.diffusers(other.vaeNames()));
      case COMPVIS_PICKLE -> {
        Files.createDirectories(file.getParent());
        file = file.resolveSibling("vae.pt");
        Files.write(file, TinyModel.torch(compVis(false)).nested().zip());
      }
      default -> {
        Path inside = form == Form.WHOLE_FOLDER ? folder.resolve("whole/vae") : folder.resolve("v");
        TinyModel.write(
            inside.resolve("diffusion_pytorch_model.safetensors"),
            other.diffusers(other.vaeNames()));
        return form == Form.WHOLE_FOLDER ? inside.getParent() : inside;
      }
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "takes the place of the checkpoint's, in whatever form it comes; nothing else changes")
  void forms(Form form) throws IOException {
    Path whole = other.safetensors(folder.resolve("whole.safetensors"), Map.of());
    Path vae = write(form);
    try (Checkpoint plain = Checkpoint.open(model);
        Checkpoint wanted = Checkpoint.open(whole);
        Checkpoint mixed = Checkpoint.open(model, CheckpointOptions.defaults().withVae(vae))) {
      assertThat(mixed.vae().names()).isEqualTo(wanted.vae().names());
      for (String name : wanted.vae().names()) {
        assertThat(mixed.vae().read(name).toFloats().data())
            .isEqualTo(wanted.vae().read(name).toFloats().data());
      }
      assertThat(mixed.vae().read(OUT).toFloats().data())
          .isNotEqualTo(plain.vae().read(OUT).toFloats().data());
      assertThat(mixed.config()).isEqualTo(plain.config());
      assertThat(mixed.sha256()).as("the checkpoint's own").isEqualTo(plain.sha256());
      assertThat(mixed.vaeFile()).isPresent();
      assertThat(plain.vaeFile()).isEmpty();
    }
  }

  @Test
  @DisplayName("makes up for a checkpoint without one")
  void missing() throws IOException {
    TinyModel without = TinyModel.version1();
    without.tensors().keySet().removeIf(name -> name.startsWith(PREFIX));
    Path bare = without.safetensors(folder.resolve("bare.safetensors"), Map.of());
    Path vae = write(Form.COMPVIS);

    assertThatThrownBy(() -> Checkpoint.open(bare)).isInstanceOf(CheckpointException.class);
    try (Checkpoint mixed = Checkpoint.open(bare, CheckpointOptions.defaults().withVae(vae))) {
      assertThat(mixed.vae().read(OUT).type()).isEqualTo(ElementType.F16);
    }
  }

  private void assertRefused(Path vae, String... words) {
    assertThatThrownBy(() -> Checkpoint.open(model, CheckpointOptions.defaults().withVae(vae)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  @DisplayName("that is missing, none, or of another kind of model is refused")
  void refused() throws IOException {
    assertRefused(folder.resolve("none.safetensors"), "there is no file or folder");
    Path lora = folder.resolve("x/lora.safetensors");
    TinyModel.write(
        lora,
        Map.of(
            "lora_unet_x.alpha",
            new StoredTensor("x", ElementType.F16, Shape.of(1), ByteBuffer.allocate(2))));
    assertRefused(lora, "expected an autoencoder", "it looks like a LoRA");

    Path xl = write(Form.DIFFUSERS_FOLDER);
    String config =
        """
        {"in_channels": 3, "out_channels": 3, "latent_channels": %d, "layers_per_block": 1,
         "block_out_channels": [32, 32], "norm_num_groups": 32, "scaling_factor": %s,
         "down_block_types": ["DownEncoderBlock2D", "DownEncoderBlock2D"],
         "up_block_types": ["UpDecoderBlock2D", "UpDecoderBlock2D"], "act_fn": "silu"}
        """;
    Files.writeString(xl.resolve("config.json"), config.formatted(4, "0.13025"));
    assertRefused(xl, "scales its latents by 0.13025", "0.18215", "Stable Diffusion XL");
    Files.writeString(xl.resolve("config.json"), config.formatted(16, "0.18215"));
    assertRefused(xl, "latents of 16 channels, but the model makes 4");
  }
}
