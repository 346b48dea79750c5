package org.latentj.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.latentj.models.download.DownloadFixture.content;
import static org.latentj.models.download.DownloadFixture.files;
import static org.latentj.models.download.DownloadFixture.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** Tests that fetch one file, {@code model.bin} with {@link #CONTENT}, into a folder. */
abstract class OneFileDownload {
  static final byte[] CONTENT = content(300_000, 1);

  @TempDir Path folder;

  Path target() {
    return folder.resolve("model.bin");
  }

  static void fetch(DownloadSettings settings, DownloadListener listener, RemoteFile file)
      throws IOException {
    try (Downloader downloader = new Downloader(settings)) {
      downloader.fetch(List.of(file), listener);
    }
  }

  DownloadException failure(DownloadSettings settings, RemoteFile file) {
    return catchThrowableOfType(
        DownloadException.class, () -> fetch(settings, DownloadListener.NONE, file));
  }

  void assertWhole() throws IOException {
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(files(folder)).containsExactly("model.bin");
  }

  static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void awaitPart(int size) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!folderHasPart(size) && System.nanoTime() < end) {
      pause();
    }
  }

  boolean folderHasPart(int size) {
    try {
      Path part = folder.resolve("model.bin.part");
      return Files.exists(part) && Files.size(part) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it came, which the client's end must not wait for. */
  static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
