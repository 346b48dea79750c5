package org.latentj.extend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A folder of extensions")
class ExtensionFolderTest {
  @TempDir private Path parent;
  private Path folder;

  @BeforeEach
  void files() throws IOException {
    folder = Files.createDirectories(parent.resolve("lora"));
    Files.createDirectories(folder.resolve("styles"));
    Files.writeString(folder.resolve("ink v1.5.safetensors"), "");
    Files.writeString(folder.resolve("styles/oil.pt"), "");
    Files.writeString(folder.resolve("oil.txt"), "");
    Files.writeString(parent.resolve("secret.safetensors"), "");
  }

  @Test
  @DisplayName("finds files by name without extension, in subfolders too")
  void finds() {
    ExtensionFolder loras = new ExtensionFolder(folder);
    assertThat(loras.find("LoRA", "ink v1.5")).isEqualTo(folder.resolve("ink v1.5.safetensors"));
    assertThat(loras.find("LoRA", "oil")).isEqualTo(folder.resolve("styles/oil.pt"));
    assertThat(loras.files()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "..\\secret",
        "styles/../../secret",
        "styles/oil",
        "/etc/passwd",
        "C:\\x",
        "",
        ".",
        "..",
        "*",
        "INK V1.5",
        "a\u0000b",
        "~"
      })
  @DisplayName("is not left by any name, and what it lacks is an error that lists what is there")
  void hostile(String name) {
    assertThatThrownBy(() -> new ExtensionFolder(folder).find("LoRA", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no LoRA named '")
        .hasMessageContaining("there are ink v1.5, oil");
  }

  @Test
  @DisplayName("that is missing says so, and two files of one name are not guessed between")
  void missingAndAmbiguous() throws IOException {
    assertThatThrownBy(() -> new ExtensionFolder(folder.resolve("none")).find("LoRA", "ink"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("that folder does not exist");
    Files.writeString(folder.resolve("oil.safetensors"), "");
    assertThatThrownBy(() -> new ExtensionFolder(folder).find("LoRA", "oil"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than one file is named 'oil'");
  }
}
