package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentj.checkpoint.fixture.TinyModel;

@DisplayName("A report on random weights")
class FullReportTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private boolean run(Path file) throws IOException {
    String options =
        "--device cpu --width 32 --height 32 --steps 1 --warmup 0 --batches 1 --report";
    String[] arguments = (options + " " + file).split(" ");
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new FullReport(
            BenchmarkOptions.parse(arguments), List.of(arguments), out, TinyModel.CONFIG)
        .run();
  }

  @Test
  @DisplayName("leaves the report behind, and not the weights")
  void cleanUp() throws IOException {
    Path file = folder.resolve("report.md");
    boolean good = run(file);
    assertThat(Files.readString(file))
        .contains(
            "- model: Stable Diffusion v1, random weights", "## Agreement", "## Optimizations")
        .doesNotContain("FAIL", "not finished");
    assertThat(good).isTrue();
    assertThat(folder.toFile().list()).containsExactly("report.md");
  }

  @Test
  @DisplayName("neither uses nor deletes a file that has the weights' name")
  void foreignFile() throws IOException {
    Path file = folder.resolve("report.md");
    Path foreign = Files.writeString(folder.resolve("report.md.safetensors"), "somebody's");
    assertThatThrownBy(() -> run(file))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("report.md.safetensors");
    assertThat(foreign).hasContent("somebody's");
    assertThat(file).doesNotExist();
  }
}
