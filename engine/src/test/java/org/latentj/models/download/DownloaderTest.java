package org.latentj.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.latentj.models.download.DownloadFixture.content;
import static org.latentj.models.download.DownloadFixture.files;
import static org.latentj.models.download.DownloadFixture.known;
import static org.latentj.models.download.DownloadFixture.settings;
import static org.latentj.models.download.DownloadFixture.unknown;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.models.download.DownloadException.Reason;
import org.latentj.models.download.DownloadFixture.Remarks;

class DownloaderTest {
  private static final byte[] CONTENT = content(300_000, 1);

  @TempDir Path folder;

  private Path target() {
    return folder.resolve("model.bin");
  }

  private static void fetch(DownloadSettings settings, DownloadListener listener, RemoteFile file)
      throws IOException {
    try (Downloader downloader = new Downloader(settings)) {
      downloader.fetch(List.of(file), listener);
    }
  }

  private DownloadException failure(DownloadSettings settings, RemoteFile file) {
    return catchThrowableOfType(
        DownloadException.class, () -> fetch(settings, DownloadListener.NONE, file));
  }

  private void assertWhole() throws IOException {
    assertThat(target()).hasBinaryContent(CONTENT);
    assertThat(files(folder)).containsExactly("model.bin");
  }

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

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitPart(int size) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!folderHasPart(size) && System.nanoTime() < end) {
      pause();
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
  @DisplayName("Wrong bytes never get the file's name; the message names both hashes")
  void wrongBytes() throws IOException {
    byte[] wrong = CONTENT.clone();
    wrong[77] ^= 1;
    try (TestServer server = new TestServer((request, reply) -> reply.file(wrong, request))) {
      RemoteFile file = known(server.uri("/m"), target(), CONTENT);

      DownloadException e = failure(settings(), file);

      assertThat(e.reason()).isEqualTo(Reason.WRONG_BYTES);
      assertThat(e)
          .hasMessageContaining("model.bin could not be fetched (tried 2 times)")
          .hasMessageContaining(DownloadFixture.sha256(CONTENT))
          .hasMessageContaining(DownloadFixture.sha256(wrong))
          .hasMessageEndingWith(DownloadFixture.BY_HAND);
      assertThat(files(folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, 5})
  @DisplayName("An announced length that is not the file's is not believed")
  void wrongLength(int difference) throws IOException {
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              reply.head(200, "Content-Length: " + (CONTENT.length + difference));
              reply.raw(CONTENT, 0, CONTENT.length);
            })) {
      DownloadException e = failure(settings(), known(server.uri("/m"), target(), CONTENT));

      assertThat(e.reason()).isEqualTo(Reason.SERVER);
      assertThat(e)
          .hasMessageContaining(
              "announces %d bytes where 300000 are expected"
                  .formatted(CONTENT.length + difference));
      assertThat(server.requests()).hasSize(5);
    }
  }

  @Test
  @DisplayName("More bytes than the file has are not taken")
  void tooMuch() throws IOException {
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              reply.head(200, "Transfer-Encoding: chunked");
              reply.raw(Integer.toHexString(CONTENT.length + 10) + "\r\n");
              reply.raw(CONTENT, 0, CONTENT.length).raw("0123456789\r\n0\r\n\r\n");
            })) {
      DownloadException e = failure(settings(), known(server.uri("/m"), target(), CONTENT));

      assertThat(e.reason()).isEqualTo(Reason.WRONG_BYTES);
      assertThat(files(folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  @DisplayName("401 and 403 end it at once, and say whether a token was sent")
  void notAllowed(int status) throws IOException {
    try (TestServer server =
        new TestServer((request, reply) -> reply.empty(status, "X-Error-Message: gated repo"))) {
      RemoteFile file = known(server.uri("/m"), target(), CONTENT);
      DownloadSettings withToken =
          settings().withCredentials(Optional.of(new Credentials(server.uri("/"), "hf_secret")));

      DownloadException without = failure(settings(), file);
      DownloadException with = failure(withToken, file);

      assertThat(without.reason()).isEqualTo(Reason.NOT_ALLOWED);
      assertThat(without)
          .hasMessageContaining("answers " + status)
          .hasMessageContaining("gated repo")
          .hasMessageContaining("No token was sent");
      assertThat(with).hasMessageContaining("The token that was sent is not allowed to");
      assertThat(with.toString()).doesNotContain("hf_secret");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  @DisplayName("404 ends it at once")
  void notFound() throws IOException {
    try (TestServer server = new TestServer((request, reply) -> reply.empty(404))) {
      DownloadException e = failure(settings(), known(server.uri("/m"), target(), CONTENT));

      assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND);
      assertThat(e).hasMessageContaining("/m answers 404 (not there)");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  @DisplayName("What may pass is tried again, and not for ever")
  void transientFailures(int status) throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            (request, reply) -> {
              if (count.incrementAndGet() < 5) {
                reply.empty(status, "Retry-After: 0");
              } else {
                reply.file(CONTENT, request);
              }
            })) {
      fetch(settings(), DownloadListener.NONE, known(server.uri("/m"), target(), CONTENT));
      assertWhole();

      Files.delete(target());
      server.setHandler((request, reply) -> reply.empty(status));
      DownloadException e = failure(settings(), known(server.uri("/m"), target(), CONTENT));
      assertThat(e.reason()).isEqualTo(Reason.SERVER);
      assertThat(e)
          .hasMessageContaining("(tried 5 times)")
          .hasMessageContaining("answers " + status)
          .hasMessageEndingWith(DownloadFixture.BY_HAND);
    }
  }

  @Test
  @DisplayName("A token goes to its server and to no other, not even on the way back")
  void tokenStaysHome() throws IOException {
    List<String> elsewhere = new ArrayList<>();
    try (TestServer cdn = new TestServer("localhost", (request, reply) -> reply.empty(500));
        TestServer hub = new TestServer((request, reply) -> reply.empty(500))) {
      hub.setHandler(
          (request, reply) -> {
            if (request.path().equals("/back")) {
              reply.file(CONTENT, request);
            } else {
              reply.empty(302, "Location: " + cdn.uri("/blob?signature=abc"));
            }
          });
      cdn.setHandler((request, reply) -> reply.empty(307, "Location: " + hub.uri("/back")));
      DownloadSettings settings =
          settings().withCredentials(Optional.of(new Credentials(hub.uri("/"), "hf_secret")));

      fetch(settings, DownloadListener.NONE, known(hub.uri("/m"), target(), CONTENT));

      assertWhole();
      cdn.requests().forEach(r -> r.header("authorization").ifPresent(elsewhere::add));
      assertThat(elsewhere).isEmpty();
      assertThat(hub.requests())
          .extracting(r -> r.header("authorization"))
          .containsExactly(Optional.of("Bearer hf_secret"), Optional.empty());
    }
  }

  @Test
  @DisplayName("An endless chain of redirects ends")
  void redirectLoop() throws IOException {
    try (TestServer server =
        new TestServer((request, reply) -> reply.empty(302, "Location: " + request.path()))) {
      DownloadException e =
          failure(settings().withAttempts(2, 2), known(server.uri("/m"), target(), CONTENT));

      assertThat(e.reason()).isEqualTo(Reason.SERVER);
      assertThat(e).hasMessageContaining("from one address to the next more than 10 times");
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

  /** Whether it came, which the client's end must not wait for. */
  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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

  private boolean folderHasPart(int size) {
    try {
      Path part = folder.resolve("model.bin.part");
      return Files.exists(part) && Files.size(part) == size;
    } catch (IOException e) {
      return false;
    }
  }

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
  @DisplayName("With nobody at the address, the message says so")
  void nobodyThere() throws IOException {
    URI uri;
    try (TestServer server = new TestServer((request, reply) -> reply.empty(500))) {
      uri = server.uri("/m");
    }
    DownloadException e = failure(settings(), known(uri, target(), CONTENT));

    assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
    assertThat(e)
        .hasMessageContaining("no answer from 127.0.0.1: the connection was refused")
        .hasMessageEndingWith(DownloadFixture.BY_HAND);
  }

  @Test
  @DisplayName("A host name that nobody knows is unreachable, too")
  void unknownHost() {
    RemoteFile file = known(URI.create("http://no-such-host.invalid/m"), target(), CONTENT);

    assertThat(failure(settings().withAttempts(1, 1), file))
        .hasMessageContaining("no answer from no-such-host.invalid");
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
  @DisplayName("An empty file is a file")
  void emptyFile() throws IOException {
    try (TestServer server = new TestServer((request, reply) -> reply.file(new byte[0], request))) {
      fetch(settings(), DownloadListener.NONE, known(server.uri("/m"), target(), new byte[0]));

      assertThat(target()).isEmptyFile();
      assertThat(files(folder)).containsExactly("model.bin");
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

  @Test
  @DisplayName("A text is fetched, with retries, and not if it is long")
  void text() throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (TestServer server =
            new TestServer(
                (request, reply) -> {
                  if (count.incrementAndGet() < 3) {
                    reply.empty(503);
                  } else {
                    reply.file("grüße".getBytes(java.nio.charset.StandardCharsets.UTF_8), request);
                  }
                });
        Downloader downloader = new Downloader(settings())) {
      assertThat(downloader.text(server.uri("/t"), 100, DownloadListener.NONE)).isEqualTo("grüße");
      assertThatThrownBy(() -> downloader.text(server.uri("/t"), 3, DownloadListener.NONE))
          .hasMessageContaining("sends more than the 3 bytes");
    }
  }
}
