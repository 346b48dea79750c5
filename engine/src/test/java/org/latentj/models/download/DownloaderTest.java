package org.latentj.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.models.download.DownloadFixture.files;
import static org.latentj.models.download.DownloadFixture.known;
import static org.latentj.models.download.DownloadFixture.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.models.download.DownloadException.Reason;
import org.latentj.models.download.DownloadFixture.Remarks;

@DisplayName("Files fetched side by side, and what is on disk already")
class DownloaderTest extends OneFileDownload {
  @Test
  @DisplayName("One file that cannot be had stops the others")
  void oneFails() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicBoolean hung = new AtomicBoolean();
    try (TestServer server =
            new TestServer(
                (request, reply) -> {
                  if (request.path().equals("/missing")) {
                    reply.empty(404);
                  } else {
                    reply.head(200, "Content-Length: " + CONTENT.length).raw(CONTENT, 0, 5000);
                    hung.compareAndSet(false, !await(over));
                  }
                });
        Downloader downloader = new Downloader(settings())) {
      List<RemoteFile> files =
          List.of(
              known(server.uri("/a"), folder.resolve("a"), CONTENT),
              known(server.uri("/b"), folder.resolve("b"), CONTENT),
              known(server.uri("/missing"), folder.resolve("c"), CONTENT));

      assertThatThrownBy(() -> downloader.fetch(files, DownloadListener.NONE))
          .hasMessageStartingWith("c could not be fetched: ");

      assertThat(hung).isFalse();
      over.countDown();
    }
  }

  @Test
  @DisplayName("Offline, nothing is asked; what is there is enough, what is not is named")
  void offline() throws IOException {
    try (TestServer server = new TestServer((request, reply) -> reply.empty(500))) {
      Files.write(folder.resolve("there"), CONTENT);
      RemoteFile there = known(server.uri("/a"), folder.resolve("there"), CONTENT);
      RemoteFile missing = known(server.uri("/m"), target(), CONTENT);

      fetch(settings().withOffline(true), DownloadListener.NONE, there);
      DownloadException e = failure(settings().withOffline(true), missing);

      assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
      assertThat(e)
          .hasMessageContaining("model.bin would have to be fetched, but this is offline mode")
          .hasMessageEndingWith(DownloadFixture.BY_HAND);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("Somebody else's lock is waited for, and the file then taken as it is")
  void lockedElsewhere() throws IOException {
    Path lock = folder.resolve(".locks").resolve("model.bin.lock");
    Files.createDirectories(lock.getParent());
    try (TestServer server = new TestServer((request, reply) -> reply.empty(500));
        FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = channel.lock();
      Remarks remarks =
          new Remarks() {
            @Override
            public void remark(String text) {
              super.remark(text);
              try {
                Files.write(target(), CONTENT);
                held.release();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            }
          };

      fetch(settings(), remarks, known(server.uri("/m"), target(), CONTENT));

      assertThat(remarks.texts)
          .containsExactly("Waiting for another process that fetches model.bin");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("Two downloads of the same file in one JVM fetch it once")
  void sameFileTwice() throws IOException {
    try (TestServer server = new TestServer((request, reply) -> reply.file(CONTENT, request));
        Downloader downloader = new Downloader(settings())) {
      RemoteFile file = known(server.uri("/m"), target(), CONTENT);

      downloader.fetch(List.of(file, file, file), DownloadListener.NONE);

      assertWhole();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  @DisplayName("A file that the disk has no room for is refused before anything is sent")
  void noRoom() throws IOException {
    long size = 1L << 60;
    try (TestServer server =
        new TestServer((request, reply) -> reply.head(200, "Content-Length: " + size))) {
      RemoteFile file =
          new RemoteFile(
              "big",
              server.uri("/m"),
              target(),
              folder.resolve(".locks").resolve("l"),
              OptionalLong.of(size),
              Optional.empty(),
              DownloadFixture.BY_HAND);

      DownloadException e = failure(settings(), file);

      assertThat(e.reason()).isEqualTo(Reason.DISK);
      assertThat(e).hasMessageContaining("it needs 1152922 TB more, and the disk of " + folder);
    }
  }
}
