package org.latentj.samples.miniature.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The program that compares ways to inpaint")
class EvaluateSelectionsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return EvaluateSelections.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  @Test
  @DisplayName("lists its options")
  void help() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(EvaluateSelections.USAGE);
  }

  @Test
  @DisplayName("says what is wrong with an option, and which checkpoint is missing")
  void refused() {
    assertThat(run("--scenes", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("expected a whole number of 1 or more for --scenes but got '0'");
    assertThat(run("--model", "no-such-folder")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no-such-folder");
    assertThat(run("--colour")).isEqualTo(2);
  }
}
