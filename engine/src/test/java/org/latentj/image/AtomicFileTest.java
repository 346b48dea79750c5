package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Writing a file as a whole")
class AtomicFileTest {
  @TempDir Path folder;

  @Test
  @DisplayName("creates it, replaces an older one, and leaves nothing else")
  void writes() throws IOException {
    Path file = folder.resolve("p.png");
    AtomicFile.write(file, out -> out.write(new byte[] {1, 2, 3}));
    AtomicFile.write(file, out -> out.write(new byte[] {4}));
    assertThat(file).hasBinaryContent(new byte[] {4});
    assertThat(folder).isDirectoryNotContaining(p -> !p.equals(file));
  }

  @Test
  @DisplayName("shows the file only when it is complete")
  void hidesPartialFile() throws IOException {
    Path file = folder.resolve("p.png");
    AtomicFile.write(
        file,
        out -> {
          out.write(new byte[100_000]);
          out.flush();
          assertThat(file).doesNotExist();
        });
    assertThat(file).hasSize(100_000);
  }

  @Test
  @DisplayName("keeps the older file and leaves nothing if writing fails")
  void keepsOldOnFailure() throws IOException {
    Path file = Files.writeString(folder.resolve("p.png"), "old");
    assertThatIOException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("no space left on device");
                    }))
        .withMessage("no space left on device");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("a defect");
                    }));
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(p -> !p.equals(file));
  }

  @Test
  @DisplayName("gives it the permissions that any new file has")
  void usualPermissions() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path file = folder.resolve("p.png");
    AtomicFile.write(file, out -> out.write(1));
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(Files.getPosixFilePermissions(plain));
    }
    assertThat(Files.isReadable(file)).isTrue();
  }

  @Test
  @DisplayName("says which folder is missing")
  void missingFolder() {
    assertThatExceptionOfType(NotDirectoryException.class)
        .isThrownBy(() -> AtomicFile.write(folder.resolve("no/such/p.png"), out -> out.write(1)))
        .withMessageContaining("such (create this folder before writing");
    assertThatIOException()
        .isThrownBy(() -> AtomicFile.write(folder, out -> out.write(1)))
        .withMessageContaining("that is a folder");
  }
}
