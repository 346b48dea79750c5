package org.latentj.models.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.models.download.DownloadFixture.Remarks;

@DisplayName("Parts of the downloader")
class DownloadPartsTest {

  @Test
  @DisplayName("A hash is Git's or SHA-256, as git hash-object and sha256sum print them")
  void hashes(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("f"), "hello\n".getBytes(StandardCharsets.US_ASCII));
    String git = "ce013625030ba8dba906f756967f9e9ca394464a";
    String sha256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    assertThat(FileHash.ofBlobName(git).orElseThrow().of(file).hex()).isEqualTo(git);
    assertThat(FileHash.ofBlobName(sha256).orElseThrow().of(file).hex()).isEqualTo(sha256);
    assertThat(FileHash.sha256Of(file)).isEqualTo(FileHash.sha256(sha256));
    assertThat(FileHash.ofBlobName("../" + git.substring(3))).isEmpty();
    assertThat(FileHash.ofBlobName("main")).isEmpty();
    assertThatThrownBy(() -> FileHash.sha256(git)).hasMessageContaining("expected 64");
  }

  @Test
  @DisplayName("Waits double up to a bound, and are random below it")
  void backoff() {
    Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    Random random = new Random(5);
    long[] longest = new long[6];
    for (int i = 0; i < 50_000; i++) {
      for (int failures = 1; failures <= 5; failures++) {
        long delay = backoff.delay(failures, Optional.empty(), random).toMillis();
        longest[failures] = Math.max(longest[failures], delay);
      }
    }
    assertThat(longest).startsWith(0, 100, 200, 400, 800, 1000);
    assertThat(backoff.delay(40, Optional.empty(), random))
        .isBetween(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(backoff.delay(1, Optional.of(Duration.ofMillis(7)), random))
        .isEqualTo(Duration.ofMillis(7));
    assertThat(backoff.delay(1, Optional.of(Duration.ofDays(9)), random))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("Retry-After is seconds or a date")
  void retryAfter() {
    Instant now = Instant.parse("2015-10-21T07:27:30Z");

    assertThat(Backoff.retryAfter("120", now)).contains(Duration.ofSeconds(120));
    assertThat(Backoff.retryAfter("Wed, 21 Oct 2015 07:28:00 GMT", now))
        .contains(Duration.ofSeconds(30));
    assertThat(Backoff.retryAfter("Wed, 21 Oct 2015 07:20:00 GMT", now)).contains(Duration.ZERO);
    assertThat(Backoff.retryAfter("soon", now)).isEmpty();
    assertThat(Backoff.retryAfter("-1", now)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://huggingface.co/x, true",
    "https://HUGGINGFACE.co:443/y, true",
    "http://huggingface.co/x, false",
    "https://huggingface.co:444/x, false",
    "https://cdn.huggingface.co/x, false",
    "https://huggingface.co.evil.example/x, false",
    "https://evil.example/huggingface.co, false"
  })
  @DisplayName("A token is for one scheme, host and port")
  void credentials(URI uri, boolean theirs) {
    Credentials credentials = new Credentials(URI.create("https://huggingface.co"), "hf_abc");

    assertThat(credentials.areFor(uri)).isEqualTo(theirs);
    assertThat(credentials.toString()).doesNotContain("hf_abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb: c", "töken"})
  @DisplayName("What is no token is refused, without repeating it")
  void badToken(String token) {
    assertThatThrownBy(() -> new Credentials(URI.create("https://huggingface.co"), token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the token for huggingface.co has characters");
  }

  @Test
  @DisplayName("A proxy comes from the environment, with its exceptions")
  void proxy() {
    ProxySettings proxy =
        ProxySettings.fromEnvironment(
                Map.of(
                    "HTTPS_PROXY",
                    "http://me:secret@proxy.example:3128",
                    "NO_PROXY",
                    "localhost, .intern.example,*.other.example,exact.example"))
            .orElseThrow();

    assertThat(proxy.host()).isEqualTo("proxy.example");
    assertThat(proxy.port()).isEqualTo(3128);
    assertThat(proxy.user()).isEqualTo("me");
    assertThat(proxy.toString()).doesNotContain("secret");
    assertThat(
            List.of(
                    "https://huggingface.co/",
                    "https://notexact.example/",
                    "https://localhost/",
                    "https://a.intern.example/",
                    "https://b.other.example/",
                    "https://exact.example/",
                    "https://sub.exact.example/")
                .stream()
                .map(uri -> proxy.appliesTo(URI.create(uri))))
        .containsExactly(true, true, false, false, false, false, false);
    assertThat(ProxySettings.fromEnvironment(Map.of())).isEmpty();
    assertThatThrownBy(
            () -> ProxySettings.fromEnvironment(Map.of("https_proxy", "socks5://u:pw@h:1")))
        .hasMessageContaining("https_proxy")
        .hasMessageNotContaining("pw");
  }

  @Test
  @DisplayName("A proxy is asked for addresses that it is for")
  void throughProxy(@TempDir Path folder) throws IOException {
    byte[] content = DownloadFixture.content(5000, 3);
    try (TestServer proxy = new TestServer((request, reply) -> reply.file(content, request));
        Downloader downloader =
            new Downloader(
                DownloadFixture.settings()
                    .withProxy(
                        Optional.of(
                            new ProxySettings(
                                "127.0.0.1", proxy.uri("/").getPort(), "", "", List.of()))))) {
      RemoteFile file =
          DownloadFixture.known(
              URI.create("http://models.invalid/m"), folder.resolve("m"), content);

      downloader.fetch(List.of(file), DownloadListener.NONE);

      assertThat(folder.resolve("m")).hasBinaryContent(content);
      assertThat(proxy.requests().get(0).path()).isEqualTo("http://models.invalid/m");
    }
  }

  @Test
  @DisplayName("Progress: bytes of earlier runs count as there, not as speed")
  void progress() {
    AtomicLong clock = new AtomicLong(1_000_000_000L);
    Remarks remarks = new Remarks();
    ProgressMeter meter = new ProgressMeter(remarks, clock::get);
    ProgressMeter.Track first = meter.track(OptionalLong.of(1000));
    ProgressMeter.Track second = meter.track(OptionalLong.empty());

    first.at(400);
    clock.addAndGet(2_000_000_000L);
    first.arrived(100);

    DownloadProgress unknown = remarks.progress.get(remarks.progress.size() - 1);
    assertThat(unknown.bytes()).isEqualTo(500);
    assertThat(unknown.totalBytes()).isEmpty();
    assertThat(unknown.bytesPerSecond()).isEqualTo(50);
    assertThat(unknown.remaining()).isEmpty();

    second.total(500);
    clock.addAndGet(2_000_000_000L);
    second.arrived(100);

    DownloadProgress known = remarks.progress.get(remarks.progress.size() - 1);
    assertThat(known.totalBytes()).hasValue(1500);
    assertThat(known.bytesPerSecond()).isEqualTo(50);
    assertThat(known.remaining()).contains(Duration.ofSeconds(18));
    assertThat(known.text()).isEqualTo("600 bytes of 1.50 kB, 50 bytes/s, 18 s left");

    first.done(1000);
    assertThat(remarks.progress.get(remarks.progress.size() - 1).filesDone()).isEqualTo(1);
  }

  @Test
  @DisplayName("The speed is that of the last seconds")
  void speedWindow() {
    AtomicLong clock = new AtomicLong();
    Remarks remarks = new Remarks();
    ProgressMeter.Track track =
        new ProgressMeter(remarks, clock::get).track(OptionalLong.of(1_000_000));
    for (int second = 0; second < 60; second++) {
      clock.addAndGet(1_000_000_000L);
      track.arrived(second < 30 ? 10_000 : 100);
    }
    assertThat(remarks.progress.get(remarks.progress.size() - 1).bytesPerSecond()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "999, 999 bytes",
    "1000, 1.00 kB",
    "999999, 1.00 MB",
    "4265380512, 4.27 GB",
    "12345678901, 12.3 GB"
  })
  @DisplayName("Numbers of bytes")
  void byteCounts(long bytes, String text) {
    assertThat(ByteCount.text(bytes)).isEqualTo(text);
  }
}
