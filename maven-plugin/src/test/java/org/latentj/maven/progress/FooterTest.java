package org.latentj.maven.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.request.Progress;
import org.latentj.request.Progress.Stage;

@DisplayName("The footer")
class FooterTest {
  private static final Map<String, String> LINUX = Map.of("os.name", "Linux");
  private static final Map<String, String> WINDOWS = Map.of("os.name", "Windows 11");

  @Test
  @DisplayName("is for terminals that people look at, and for nothing else")
  void needsATerminal() {
    Map<String, String> xterm = Map.of("TERM", "xterm");

    assertThat(Footer.isCapable(true, true, xterm, LINUX)).isTrue();
    assertThat(Footer.isCapable(true, true, Map.of("WT_SESSION", "1"), WINDOWS)).isTrue();
    assertThat(Footer.isCapable(false, true, xterm, LINUX)).as("-B").isFalse();
    assertThat(Footer.isCapable(true, false, xterm, LINUX)).as("a pipe").isFalse();
    assertThat(Footer.isCapable(true, true, Map.of("TERM", "dumb"), LINUX)).isFalse();
    assertThat(Footer.isCapable(true, true, Map.of(), LINUX)).isFalse();
    assertThat(Footer.isCapable(true, true, Map.of(), WINDOWS)).as("old console").isFalse();
    assertThat(Footer.isCapable(true, true, Map.of("TERM", "xterm", "CI", "true"), LINUX))
        .isFalse();
  }

  @Test
  @DisplayName("shows bar, step, remaining time and name")
  void showsProgress() {
    assertThat(Footer.line("icons/fox.png", sampling(10, Optional.of(Duration.ofMillis(11_200)))))
        .isEqualTo("[==========          ] 10/20  12 s left  icons/fox.png");
    assertThat(Footer.line("a.png", sampling(20, Optional.of(Duration.ofSeconds(61)))))
        .isEqualTo("[====================] 20/20  1 min 1 s left  a.png");
    assertThat(Footer.line("a.png", progress(Stage.ENCODING_PROMPT, 0, 1, Optional.empty())))
        .isEqualTo("[                    ] encoding  a.png");
    assertThat(Footer.line("x".repeat(100), sampling(0, Optional.empty())))
        .hasSizeLessThan(80)
        .contains("  …x");
    assertThat(Footer.line("a\u001B[2J.png", sampling(0, Optional.empty())))
        .endsWith("  a?[2J.png");
  }

  @Test
  @DisplayName("takes itself away before anything else is written")
  void clearsItself() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Footer footer = Footer.on(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    footer.clear();
    assertThat(bytes.size()).isZero();
    footer.follow("a.png").progress(sampling(1, Optional.empty()));
    footer.follow("a.png").progress(sampling(2, Optional.empty()));
    footer.clear();
    footer.clear();

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001B[K[=                   ] 1/20  a.png\r\u001B[K");
  }

  @Test
  @DisplayName("that is hidden writes nothing")
  void canBeHidden() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Footer footer = Footer.hidden();
      footer.follow("a.png").progress(sampling(1, Optional.empty()));
      footer.clear();
    } finally {
      System.setOut(before);
    }
    assertThat(bytes.size()).isZero();
  }

  private static Progress sampling(int step, Optional<Duration> remaining) {
    return progress(Stage.SAMPLING, step, 20, remaining);
  }

  private static Progress progress(Stage stage, int step, int steps, Optional<Duration> remaining) {
    return new Progress(stage, step, steps, Duration.ZERO, remaining, Optional.empty());
  }
}
