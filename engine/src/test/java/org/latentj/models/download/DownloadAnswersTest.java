package org.latentj.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.latentj.models.download.DownloadFixture.files;
import static org.latentj.models.download.DownloadFixture.known;
import static org.latentj.models.download.DownloadFixture.settings;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.models.download.DownloadException.Reason;

@DisplayName("What servers answer")
class DownloadAnswersTest extends OneFileDownload {
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
  @DisplayName("An empty file is a file")
  void emptyFile() throws IOException {
    try (TestServer server = new TestServer((request, reply) -> reply.file(new byte[0], request))) {
      fetch(settings(), DownloadListener.NONE, known(server.uri("/m"), target(), new byte[0]));

      assertThat(target()).isEmptyFile();
      assertThat(files(folder)).containsExactly("model.bin");
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
