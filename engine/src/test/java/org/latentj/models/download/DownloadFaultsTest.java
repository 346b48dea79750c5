package org.latentj.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latentj.models.download.DownloadFixture.content;
import static org.latentj.models.download.DownloadFixture.files;
import static org.latentj.models.download.DownloadFixture.known;
import static org.latentj.models.download.DownloadFixture.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.models.download.DownloadFixture.Remarks;
import org.latentj.models.download.TestServer.Reply;
import org.latentj.models.download.TestServer.Request;

@DisplayName("A thousand random faults")
class DownloadFaultsTest {
  private static final int FAULTS = 1000;
  private static final int FILES_AT_A_TIME = 16;
  private static final String TOKEN = "hf_neverToBeSeenElsewhere";

  @TempDir Path folder;

  /** What a server can do wrong; some of it for good. */
  private enum Fault {
    CLOSE_AT_ONCE,
    RESET_IN_BODY,
    CUT_HEADERS,
    CUT_BODY,
    SHORT_LENGTH,
    LONG_LENGTH,
    SERVER_ERROR,
    TOO_MANY,
    NOT_SATISFIABLE,
    WRONG_BYTES,
    WRONG_RANGE,
    IGNORED_RANGE,
    NO_CONTENT_RANGE,
    TO_ITSELF,
    TO_NOWHERE,
    TO_NONSENSE,
    NOT_HTTP,
    COMPRESSED,
    CUT_CHUNKS,
    TOO_MANY_CHUNKS,
    STALL,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND
  }

  /** Serves one round's files, badly. */
  private static final class Trouble {
    private final Random random;
    private final List<byte[]> contents;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private int faults;

    Trouble(long seed, List<byte[]> contents) {
      random = new Random(seed);
      this.contents = contents;
    }

    synchronized Optional<Fault> next() {
      if (random.nextInt(10) >= 7) {
        return Optional.empty();
      }
      Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
      boolean slow = fault == Fault.STALL || fault.ordinal() >= Fault.UNAUTHORIZED.ordinal();
      if (slow && random.nextInt(6) > 0) {
        return Optional.empty();
      }
      faults++;
      counts.merge(fault, 1, Integer::sum);
      return Optional.of(fault);
    }

    synchronized int upTo(int bound) {
      return random.nextInt(bound + 1);
    }

    synchronized int faults() {
      return faults;
    }

    byte[] content(Request request) {
      return contents.get(Integer.parseInt(request.path().replaceAll("\\D", "")));
    }

    void serve(Request request, Reply reply) throws IOException {
      Optional<Fault> fault = next();
      if (fault.isEmpty()) {
        reply.file(content(request), request);
      } else {
        serve(fault.get(), request, reply);
      }
    }

    private void serve(Fault fault, Request request, Reply reply) throws IOException {
      byte[] content = content(request);
      int from = Math.min((int) request.from(), content.length);
      int some = upTo(content.length - from);
      switch (fault) {
        case CLOSE_AT_ONCE -> {}
        case RESET_IN_BODY -> {
          head(reply, content, from).raw(content, from, some);
          reply.reset();
        }
        case CUT_HEADERS -> reply.raw("HTTP/1.1 200 OK\r\nContent-Le");
        case CUT_BODY -> head(reply, content, from).raw(content, from, some);
        case SHORT_LENGTH ->
            reply.head(200, "Content-Length: " + some).raw(content, 0, content.length);
        case LONG_LENGTH ->
            reply
                .head(200, "Content-Length: " + (content.length + 1 + some))
                .raw(content, 0, content.length);
        case SERVER_ERROR -> reply.empty(500 + upTo(4), "Retry-After: 0");
        case TOO_MANY -> reply.empty(429, "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT");
        case NOT_SATISFIABLE -> reply.empty(416);
        case WRONG_BYTES -> {
          byte[] wrong = content.clone();
          wrong[upTo(content.length - 1)] ^= 1 << upTo(7);
          reply.file(wrong, request);
        }
        case WRONG_RANGE ->
            reply
                .head(
                    206,
                    "Content-Length: " + content.length,
                    "Content-Range: bytes 0-%d/%d".formatted(content.length - 1, content.length))
                .raw(content, 0, content.length);
        case IGNORED_RANGE ->
            reply.head(200, "Content-Length: " + content.length).raw(content, 0, content.length);
        case NO_CONTENT_RANGE ->
            reply.head(206, "Content-Length: " + some).raw(content, from, some);
        case TO_ITSELF -> reply.empty(302, "Location: " + request.path());
        case TO_NOWHERE -> reply.empty(302);
        case TO_NONSENSE -> reply.empty(307, "Location: ftp:// \\nonsense");
        case NOT_HTTP -> reply.raw("220 mail.example.org ESMTP\r\n\r\n");
        case COMPRESSED ->
            reply
                .head(200, "Content-Length: " + content.length, "Content-Encoding: gzip")
                .raw(content, 0, content.length);
        case CUT_CHUNKS ->
            reply
                .head(200, "Transfer-Encoding: chunked")
                .raw(Integer.toHexString(content.length) + "\r\n")
                .raw(content, 0, Math.min(some, content.length - 1));
        case TOO_MANY_CHUNKS ->
            reply
                .head(200, "Transfer-Encoding: chunked")
                .raw(Integer.toHexString(content.length + 4) + "\r\n")
                .raw(content, 0, content.length)
                .raw("more\r\n0\r\n\r\n");
        case STALL -> {
          head(reply, content, from).raw(content, from, some);
          pause();
        }
        case UNAUTHORIZED -> reply.empty(401);
        case FORBIDDEN -> reply.empty(403);
        case NOT_FOUND -> reply.empty(404);
      }
    }

    private static Reply head(Reply reply, byte[] content, int from) throws IOException {
      int left = content.length - from;
      return from == 0
          ? reply.head(200, "Content-Length: " + left)
          : reply.head(
              206,
              "Content-Length: " + left,
              "Content-Range: bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }

    private static void pause() {
      try {
        Thread.sleep(2000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  @DisplayName("corrupt nothing, leave nothing behind, and show the token to nobody")
  void thousandFaults() throws IOException {
    List<byte[]> contents = new ArrayList<>();
    Trouble trouble = new Trouble(20_221_128, contents);
    List<String> said = new ArrayList<>();
    try (TestServer cdn = new TestServer("localhost", trouble::serve);
        TestServer hub =
            new TestServer((request, reply) -> redirect(request, reply, trouble, cdn));
        Downloader downloader =
            new Downloader(
                settings()
                    .withAttempts(30, 30)
                    .withTimeouts(Duration.ofSeconds(10), Duration.ofMillis(150))
                    .withCredentials(Optional.of(new Credentials(hub.uri("/"), TOKEN))))) {
      while (trouble.faults() < FAULTS) {
        List<RemoteFile> files = new ArrayList<>();
        for (int i = 0; i < FILES_AT_A_TIME; i++) {
          int number = contents.size();
          contents.add(content(1 + trouble.upTo(60_000), number));
          files.add(
              known(hub.uri("/" + number), folder.resolve(number + ".bin"), contents.get(number)));
        }
        fetchUntilThere(downloader, files, said);
        for (RemoteFile file : files) {
          int number = Integer.parseInt(file.name().replace(".bin", ""));
          assertThat(file.target()).hasBinaryContent(contents.get(number));
        }
        assertThat(files(folder)).hasSize(contents.size()).allMatch(name -> name.endsWith(".bin"));
      }
      assertThat(trouble.counts.keySet()).containsExactlyInAnyOrder(Fault.values());
      assertThat(cdn.requests()).isNotEmpty();
      assertThat(cdn.requests()).allMatch(request -> request.header("authorization").isEmpty());
      assertThat(hub.requests()).anyMatch(r -> r.header("authorization").isPresent());
      assertThat(said).isNotEmpty().noneMatch(text -> text.contains(TOKEN));
      assertThat(said).noneMatch(text -> text.contains("signature"));
    }
    assertThat(Threads.ofDownloads()).isEmpty();
  }

  private static void redirect(Request request, Reply reply, Trouble trouble, TestServer cdn)
      throws IOException {
    if (trouble.upTo(1) == 0) {
      reply.empty(302, "Location: " + cdn.uri(request.path() + "?signature="));
    } else {
      trouble.serve(request, reply);
    }
  }

  /** 401, 403 and 404 end a fetch; what it left is continued by the next. */
  private static void fetchUntilThere(
      Downloader downloader, List<RemoteFile> files, List<String> said) throws IOException {
    Remarks remarks = new Remarks();
    for (int i = 0; ; i++) {
      try {
        downloader.fetch(files, remarks);
        said.addAll(remarks.texts);
        return;
      } catch (DownloadException e) {
        said.add(e.toString());
        assertThat(e.reason())
            .isIn(DownloadException.Reason.NOT_ALLOWED, DownloadException.Reason.NOT_FOUND);
        assertThat(i).isLessThan(1000);
      }
    }
  }
}
