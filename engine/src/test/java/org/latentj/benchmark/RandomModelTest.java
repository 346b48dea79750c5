package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.fixture.NamedTensor;
import org.latentj.checkpoint.fixture.TextNames;
import org.latentj.checkpoint.fixture.TinyModel;
import org.latentj.checkpoint.fixture.UNetNames;
import org.latentj.checkpoint.fixture.VaeNames;
import org.latentj.image.Tiling;
import org.latentj.model.ModelConfig;
import org.latentj.runtime.ComputeDevice;
import org.latentj.runtime.LoadedModel;
import org.latentj.runtime.Precision;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("A model with random weights")
class RandomModelTest {
  private static final ModelConfig TINY = TinyModel.CONFIG;

  @TempDir Path root;

  @Test
  @DisplayName("names Stable Diffusion 1's tensors as CompVis does")
  void compVisNames() {
    ModelConfig config = ModelConfig.stableDiffusion1();
    CompVisNames names = new CompVisNames(config);
    for (NamedTensor tensor : UNetNames.of(config.unet())) {
      assertThat(names.unet(tensor.diffusers())).isEqualTo(tensor.compVis());
    }
    for (NamedTensor tensor : VaeNames.of(config.vae())) {
      assertThat(names.vae(tensor.diffusers())).isEqualTo(tensor.compVis());
      assertThat(CompVisNames.storedShape(tensor.diffusers(), tensor.diffusersShape()))
          .isEqualTo(tensor.shape());
    }
    for (NamedTensor tensor : TextNames.of(config.textEncoder())) {
      assertThat(names.textEncoder(tensor.diffusers())).isEqualTo(tensor.compVis());
    }
  }

  @Test
  @DisplayName("written to a file opens as a checkpoint of its dimensions")
  void writtenFileOpens() throws IOException {
    Path file = root.resolve("random.safetensors");
    new RandomModel(TINY).write(file);
    try (Checkpoint checkpoint = Checkpoint.open(file)) {
      assertThat(checkpoint.config().unet()).isEqualTo(TINY.unet());
      assertThat(checkpoint.config().vae()).isEqualTo(TINY.vae());
      Set<String> expected = new HashSet<>();
      VaeNames.of(TINY.vae()).forEach(tensor -> expected.add(tensor.diffusers()));
      assertThat(checkpoint.vae().names()).isEqualTo(expected);
    }
  }

  @Test
  @DisplayName("written to a file gives what it gives in memory")
  void writtenFileGivesTheSame() throws IOException {
    ComputeDevice cpu = ComputeDevice.choose("cpu");
    RandomModel random = new RandomModel(TINY);
    Path file = root.resolve("random.safetensors");
    random.write(file);
    try (Checkpoint checkpoint = Checkpoint.open(file);
        LoadedModel stored = LoadedModel.load(checkpoint, cpu, Precision.F32);
        LoadedModel direct = random.load(cpu, Precision.F32)) {
      FloatTensor latents =
          new FloatTensor(Shape.of(1, 4, 1, 2), new float[] {1, 2, 3, 4, 5, 6, 7, 8});
      FloatTensor expected = direct.vae().decode(latents, Tiling.NONE);
      assertThat(stored.vae().decode(latents, Tiling.NONE).data()).isEqualTo(expected.data());
      for (float value : expected.data()) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  @DisplayName("overwrites no file")
  void keepsFiles() throws IOException {
    Path file = root.resolve("random.safetensors");
    new RandomModel(TINY).write(file);
    RandomModel other = new RandomModel(TINY);
    assertThatThrownBy(() -> other.write(file)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(List.of(root.toFile().list())).containsExactly("random.safetensors");
  }
}
