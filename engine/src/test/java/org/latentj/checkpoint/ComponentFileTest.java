package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.checkpoint.file.FormatException;

class ComponentFileTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "of {0}, preferring {1}: {2}")
  @DisplayName("safetensors come before pickles, then the variants in order of preference")
  @CsvSource({
    "model.safetensors pytorch_model.bin, '', model.safetensors",
    "model.safetensors model.fp16.safetensors, fp16, model.fp16.safetensors",
    "model.safetensors model.fp16.safetensors, '', model.safetensors",
    "model.safetensors pytorch_model.fp16.bin, fp16, model.safetensors",
    "pytorch_model.bin pytorch_model.fp16.bin, fp16, pytorch_model.fp16.bin",
    "model.fp16.safetensors, '', model.fp16.safetensors",
    "model.safetensors.index.json model-1.safetensors, '', model.safetensors.index.json",
    "model.safetensors.index.fp16.json, fp16, model.safetensors.index.fp16.json",
    "model.fp16.safetensors.index.json, fp16, model.fp16.safetensors.index.json",
    "diffusion_pytorch_model.bin, '', diffusion_pytorch_model.bin",
    "pytorch_model.bin.index.json pytorch_model-1.bin, '', pytorch_model.bin.index.json",
  })
  void chooses(String there, String preferred, String expected) throws IOException {
    for (String name : there.split(" ")) {
      Files.createFile(folder.resolve(name));
    }

    Path chosen = ComponentFile.choose(folder, List.of(preferred, "", "fp16"));

    assertThat(chosen).isEqualTo(folder.resolve(expected));
  }

  @Test
  @DisplayName("A variant that nobody asked for is not taken")
  void otherVariants() throws IOException {
    Files.createFile(folder.resolve("diffusion_pytorch_model.non_ema.safetensors"));

    assertThatThrownBy(() -> ComponentFile.choose(folder, List.of("", "fp16")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("found [diffusion_pytorch_model.non_ema.safetensors]");
  }
}
