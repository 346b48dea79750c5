package org.latentj.maven.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The output folder")
class OutputFolderTest {
  @TempDir private Path root;

  @Test
  @DisplayName("need not exist to plan, and is created to write")
  void createsFolders() throws IOException {
    OutputFolder folder = new OutputFolder(root.resolve("target/out"));

    assertThat(folder.file("a/b.png")).isEqualTo(root.resolve("target/out/a/b.png"));
    assertThat(root.resolve("target")).doesNotExist();
    assertThat(folder.prepare("a/b.png").getParent()).isDirectory();
  }

  @Test
  @DisplayName("is not left, whatever the name says")
  void refusesEscapes() {
    OutputFolder folder = new OutputFolder(root.resolve("out"));

    for (String output : new String[] {"../b.png", "a/../../b.png", root + "/b.png"}) {
      assertThatThrownBy(() -> folder.file(output))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("output '" + output + "' leads out of the output folder");
    }
  }

  @Test
  @DisplayName("is not left through links at any depth, also broken ones")
  void refusesLinks() throws IOException {
    Path out = Files.createDirectories(root.resolve("out/a/b")).getParent().getParent();
    Files.createDirectory(root.resolve("elsewhere"));
    Files.createSymbolicLink(out.resolve("a/b/link"), root.resolve("elsewhere"));
    Files.createSymbolicLink(out.resolve("inside"), out.resolve("a"));
    Files.createSymbolicLink(out.resolve("broken.png"), root.resolve("nowhere"));
    OutputFolder folder = new OutputFolder(out);

    assertThatThrownBy(() -> folder.prepare("a/b/link/c/d.png"))
        .hasMessageContaining("leaves the output folder through a symbolic link")
        .hasMessageContaining("elsewhere");
    assertThatThrownBy(() -> folder.prepare("broken.png")).hasMessageContaining("symbolic link");
    assertThat(folder.prepare("inside/e.png")).isEqualTo(out.resolve("inside/e.png"));
    assertThat(root.resolve("elsewhere")).isEmptyDirectory();
  }

  @Test
  @DisplayName("refuses a broken link in the place of a folder")
  void refusesBrokenFolders() throws IOException {
    Path out = Files.createDirectory(root.resolve("out"));
    Files.createSymbolicLink(out.resolve("gone"), root.resolve("nowhere"));

    assertThatThrownBy(() -> new OutputFolder(out).file("gone/a.png"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "output 'gone/a.png' needs a folder where the broken symbolic link %s is",
            out.resolve("gone"));
  }
}
