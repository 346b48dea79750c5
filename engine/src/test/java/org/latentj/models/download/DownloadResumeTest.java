package org.latentj.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.models.download.DownloadFixture.content;
import static org.latentj.models.download.DownloadFixture.files;
import static org.latentj.models.download.DownloadFixture.known;
import static org.latentj.models.download.DownloadFixture.settings;
import static org.latentj.models.download.DownloadFixture.unknown;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.models.download.DownloadException.Reason;
import org.latentj.models.download.DownloadFixture.Remarks;

@DisplayName("What has arrived of a file is kept and continued")
class DownloadResumeTest extends OneFileDownload {
  @Test
  @DisplayName("A broken connection is continued where it broke")
  void resumes() throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              if (count.incrementAndGet() <= 2) {
                int from = (int) request.from();
                int left = CONTENT.length - from;
                if (from == 0) {
                  reply.head(200, "Content-Length: " + left);
                } else {
                  reply.head(
                      206,
                      "Content-Length: " + left,
                      "Content-Range: bytes %d-%d/%d"
                          .formatted(from, CONTENT.length - 1, CONTENT.length));
                }
                reply.raw(CONTENT, from, 100_000);
                // Else what is on the way may be lost with the connection.
                awaitPart(from + 100_000);
              } else {
                reply.file(CONTENT, request);
              }
            })) {
      Remarks remarks = new Remarks();

      fetch(settings(), remarks, known(server.uri("/m"), target(), CONTENT));

      assertWhole();
      assertThat(server.requests())
          .extracting(r -> r.header("range").orElse("-"))
          .containsExactly("-", "bytes=100000-", "bytes=200000-");
      assertThat(remarks.texts)
          .first()
          .asString()
          .contains("model.bin: the connection broke; trying again");
      DownloadProgress last = remarks.progress.get(remarks.progress.size() - 1);
      assertThat(last.filesDone()).isEqualTo(1);
      assertThat(last.bytes()).isEqualTo(CONTENT.length);
      assertThat(last.totalBytes()).hasValue(CONTENT.length);
    }
  }

  @Test
  @DisplayName("A later run goes on with what an earlier one left")
  void resumesLater() throws IOException {
    Files.write(folder.resolve("model.bin.part"), java.util.Arrays.copyOf(CONTENT, 250_000));
    try (TestServer server = new TestServer((request, reply) -> reply.file(CONTENT, request))) {
      fetch(settings(), DownloadListener.NONE, known(server.uri("/m"), target(), CONTENT));

      assertWhole();
      assertThat(server.requests().get(0).from()).isEqualTo(250_000);
    }
  }

  @Test
  @DisplayName("A server that knows no ranges costs time, not bytes")
  void rangesIgnored() throws IOException {
    Files.write(folder.resolve("model.bin.part"), java.util.Arrays.copyOf(CONTENT, 1000));
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              reply.head(200, "Content-Length: " + CONTENT.length);
              reply.raw(CONTENT, 0, CONTENT.length);
            })) {
      fetch(settings(), DownloadListener.NONE, known(server.uri("/m"), target(), CONTENT));

      assertWhole();
    }
  }

  @Test
  @DisplayName(
      "A range that begins elsewhere is not appended, and the server not asked for one again")
  void wrongRange() throws IOException {
    Files.write(folder.resolve("model.bin.part"), java.util.Arrays.copyOf(CONTENT, 1000));
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              if (request.from() > 0) {
                reply.head(206, "Content-Length: 10", "Content-Range: bytes 0-9/" + CONTENT.length);
                reply.raw(CONTENT, 0, 10);
              } else {
                reply.file(CONTENT, request);
              }
            })) {
      fetch(settings(), DownloadListener.NONE, known(server.uri("/m"), target(), CONTENT));

      assertWhole();
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  @DisplayName("416 begins anew")
  void notSatisfiable() throws IOException {
    Files.write(folder.resolve("model.bin.part"), java.util.Arrays.copyOf(CONTENT, 1000));
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              if (request.from() > 0) {
                reply.empty(416);
              } else {
                reply.file(CONTENT, request);
              }
            })) {
      fetch(settings(), DownloadListener.NONE, known(server.uri("/m"), target(), CONTENT));

      assertWhole();
    }
  }

  @Test
  @DisplayName("A connection on which nothing arrives is dropped and continued")
  void stall() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    AtomicInteger count = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              if (count.incrementAndGet() == 1) {
                reply.head(200, "Content-Length: " + CONTENT.length).raw(CONTENT, 0, 5000);
                await(over);
              } else {
                reply.file(CONTENT, request);
              }
            })) {
      Remarks remarks = new Remarks();
      DownloadSettings settings =
          settings().withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(200));

      fetch(settings, remarks, known(server.uri("/m"), target(), CONTENT));

      over.countDown();
      assertWhole();
      assertThat(server.requests().get(1).from()).isEqualTo(5000);
      assertThat(remarks.texts.get(0)).contains("nothing arrived for");
    }
  }

  @Test
  @DisplayName("Without a hash, a part is continued only if the server still has that version")
  void unknownHash() throws IOException {
    byte[] newer = content(300_000, 2);
    AtomicInteger count = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              if (count.incrementAndGet() == 1) {
                reply.head(200, "Content-Length: " + CONTENT.length, "ETag: \"v1\"");
                reply.raw(CONTENT, 0, 5000);
              } else if (request.header("if-range").orElse("").equals("\"v2\"")) {
                reply.file(newer, request);
              } else {
                reply.head(200, "Content-Length: " + newer.length, "ETag: \"v2\"");
                reply.raw(newer, 0, count.get() == 2 ? 7000 : newer.length);
              }
            })) {
      fetch(settings(), DownloadListener.NONE, unknown(server.uri("/m"), target()));

      assertThat(target()).hasBinaryContent(newer);
      assertThat(files(folder)).containsExactly("model.bin");
      assertThat(server.requests())
          .extracting(r -> r.header("if-range").orElse("-"))
          .containsExactly("-", "\"v1\"", "\"v2\"");
    }
  }

  @Test
  @DisplayName("Without hash and version, a part is not continued")
  void unknownVersion() throws IOException {
    Files.write(folder.resolve("model.bin.part"), content(1000, 9));
    try (TestServer server = new TestServer((request, reply) -> reply.file(CONTENT, request))) {
      fetch(settings(), DownloadListener.NONE, unknown(server.uri("/m"), target()));

      assertWhole();
      assertThat(server.requests().get(0).header("range")).isEmpty();
    }
  }

  @Test
  @DisplayName("A cancelled download ends its threads and keeps what has arrived")
  void cancel() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              reply.head(200, "Content-Length: " + CONTENT.length).raw(CONTENT, 0, 5000);
              begun.countDown();
              await(over);
            })) {
      DownloadListener listener =
          new DownloadListener() {
            @Override
            public boolean cancelled() {
              return begun.getCount() == 0 && folderHasPart(5000);
            }
          };

      assertThatThrownBy(
              () -> fetch(settings(), listener, known(server.uri("/m"), target(), CONTENT)))
          .isInstanceOfSatisfying(
              DownloadException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));

      over.countDown();
      assertThat(folder.resolve("model.bin.part")).hasSize(5000);
      assertThat(Threads.ofDownloads()).isEmpty();
    }
  }
}
