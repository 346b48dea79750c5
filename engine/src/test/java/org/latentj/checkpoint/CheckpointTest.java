package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.fixture.DiffusersWriter;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.tensor.StoredTensor;

class CheckpointTest {
  @TempDir Path folder;

  private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @ParameterizedTest(name = "{index}: {1}")
  @DisplayName("What is no checkpoint is refused with a hint")
  @CsvSource({
    "version https://git-lfs.github.com/spec/v1, run git lfs pull",
    "<!DOCTYPE html><html></html>, web page",
    "'', at offset 0",
    "hello world; this is text, safetensors header",
    "PK\003\004 and no more, no end record",
    "\u0080\002N., a pickle but not a checkpoint",
  })
  void notACheckpoint(String contents, String hint) throws IOException {
    Path file = folder.resolve("model.ckpt");
    Files.write(file, contents.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("model.ckpt")
        .hasMessageContaining(hint);
  }

  @Test
  @DisplayName("A path that does not exist is named, for the model and for its configurations")
  void missing() throws IOException {
    Path missing = folder.resolve("nowhere.safetensors");
    Path file = TinyModel.version1().safetensors(folder.resolve("m.safetensors"), Map.of());
    CheckpointOptions options = CheckpointOptions.defaults().withConfigFolder(missing);

    assertThatThrownBy(() -> Checkpoint.open(missing))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("there is no file or folder " + missing);
    assertThatThrownBy(() -> Checkpoint.open(file, options))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("there is no file or folder " + missing);
  }

  @Test
  @DisplayName("A single file is known by its SHA-256 and its name without extension")
  void fileIdentity() throws IOException, NoSuchAlgorithmException {
    Path file = TinyModel.version1().safetensors(folder.resolve("sd.v1.safetensors"), Map.of());

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.name()).isEqualTo("sd.v1");
      assertThat(checkpoint.sha256()).isEqualTo(sha256(Files.readAllBytes(file)));
      assertThat(checkpoint.sha256()).isSameAs(checkpoint.sha256());
    }
  }

  @Test
  @DisplayName("A folder is known by the SHA-256 of what sha256sum prints for its weights")
  void folderIdentity() throws IOException, NoSuchAlgorithmException {
    new DiffusersWriter(TinyModel.version1(), folder).write();
    StringBuilder listing = new StringBuilder();
    for (String name :
        new String[] {
          "text_encoder/model.safetensors",
          "unet/diffusion_pytorch_model.safetensors",
          "vae/diffusion_pytorch_model.safetensors"
        }) {
      listing.append(sha256(Files.readAllBytes(folder.resolve(name)))).append("  " + name + "\n");
    }

    try (Checkpoint checkpoint = Checkpoint.open(folder)) {
      assertThat(checkpoint.sha256())
          .isEqualTo(sha256(listing.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  @DisplayName("Tensors read before closing stay usable; reading afterwards says why it fails")
  void closed() throws IOException {
    Path file = TinyModel.version1().safetensors(folder.resolve("m.safetensors"), Map.of());
    Checkpoint checkpoint = Checkpoint.open(file);
    StoredTensor before = checkpoint.unet().read("conv_in.weight");
    double value = before.element(5);

    checkpoint.close();

    assertThat(before.element(5)).isEqualTo(value);
    assertThatThrownBy(() -> checkpoint.unet().read("conv_in.bias"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("m.safetensors: the checkpoint was closed");
  }

  @Test
  @DisplayName("Asking a network for a tensor that it does not have names both")
  void unknownTensor() throws IOException {
    Path file = TinyModel.version1().safetensors(folder.resolve("m.safetensors"), Map.of());

    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      for (Runnable ask :
          new Runnable[] {
            () -> checkpoint.vae().read("x"),
            () -> checkpoint.vae().shape("x"),
            () -> checkpoint.vae().type("x"),
            () -> checkpoint.vae().origin("x")
          }) {
        assertThatThrownBy(ask::run)
            .isInstanceOf(CheckpointException.class)
            .hasMessage("the VAE has no tensor x");
      }
    }
  }

  @Test
  @DisplayName("A file without one of the networks says which")
  void incomplete() throws IOException {
    TinyModel model = TinyModel.version1();
    model.tensors().keySet().removeIf(name -> name.startsWith("first_stage_model."));
    Path file = model.safetensors(folder.resolve("m.safetensors"), Map.of());

    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("has no autoencoder")
        .hasMessageContaining("parts of a Stable Diffusion checkpoint are missing");
  }
}
