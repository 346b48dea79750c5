package org.latentj.maven.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Manifests")
class ManifestFilesTest {
  @TempDir private Path root;

  @Test
  @DisplayName("are the YAML and JSON files of the standard folder, by name")
  void findsStandardFolder() throws IOException {
    for (String name : List.of("b.yml", "a.YAML", "c.json", "notes.txt", ".hidden.yaml")) {
      Files.createFile(root.resolve(name));
    }
    Files.createDirectory(root.resolve("folder.yaml"));

    assertThat(ManifestFiles.find(List.of(), root))
        .containsExactly(root.resolve("a.YAML"), root.resolve("b.yml"), root.resolve("c.json"));
  }

  @Test
  @DisplayName("need not be there unless they are named")
  void standardFolderIsOptional() throws IOException {
    assertThat(ManifestFiles.find(List.of(), root.resolve("none"))).isEmpty();
    assertThat(ManifestFiles.find(List.of(), root)).isEmpty();
  }

  @Test
  @DisplayName("that are named twice are read once, in the order given")
  void keepsOrder() throws IOException {
    Path a = Files.createFile(root.resolve("a.yaml"));
    Path z = Files.createFile(root.resolve("z.any"));

    assertThat(ManifestFiles.find(List.of(z, root, root.resolve("./a.yaml")), root))
        .containsExactly(z, a);
  }

  @Test
  @DisplayName("that are named but missing are an error")
  void reportsMissing() throws IOException {
    Path empty = Files.createDirectory(root.resolve("empty"));

    for (Path path : List.of(empty, root.resolve("none.yaml"))) {
      assertThatThrownBy(() -> ManifestFiles.find(List.of(path), root))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("sd.manifests: ")
          .hasMessageEndingWith(path.toString());
    }
  }
}
