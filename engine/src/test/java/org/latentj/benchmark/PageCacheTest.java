package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Filling the page cache")
class PageCacheTest {
  @TempDir Path folder;

  @Test
  @DisplayName("reads every byte of a file, or of all files of a folder")
  void reads() throws IOException {
    Path large = Files.write(folder.resolve("a"), new byte[(1 << 22) + 5]);
    Files.createDirectories(folder.resolve("b/c"));
    Files.write(folder.resolve("b/c/d"), new byte[7]);
    assertThat(PageCache.fill(large)).isEqualTo((1 << 22) + 5);
    assertThat(PageCache.fill(folder)).isEqualTo((1 << 22) + 12);
  }

  @Test
  @DisplayName("names what is not there")
  void absent() {
    assertThatThrownBy(() -> PageCache.fill(folder.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("gone");
  }
}
