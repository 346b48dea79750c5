package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The benchmark program")
class BenchmarkTest {
  @TempDir Path root;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Benchmark.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  private static String tinyModel() throws URISyntaxException {
    return Path.of(BenchmarkTest.class.getResource("/conformance/tiny-inpaint").toURI()).toString();
  }

  @Test
  @DisplayName("measures every part of a model and prints tables")
  void measures() throws URISyntaxException {
    int status = run("--model", tinyModel(), "--device", "cpu", "--width", "64", "--height", "128");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\\| load +\\| [0-9.]+ s +\\| +\\|")
        .containsPattern(
            "\\| text encoding, prompt and negative +\\| [0-9.]+ s \\(.+\\) \\| \\d+ %")
        .containsPattern("\\| sampling step with guidance +\\| [0-9.]+ s \\(")
        .containsPattern("\\| VAE decode +\\| [0-9.]+ s \\(")
        .containsPattern("\\| VAE encode +\\| [0-9.]+ s \\(")
        .containsPattern("\\| pictures +\\| 1 of 64 x 128 pixels")
        .containsPattern("\\| pictures a minute at 50 steps +\\| [0-9.]+ +\\|");
  }

  @Test
  @DisplayName("leaves decoding out on demand, and says so")
  void withoutDecoding() throws URISyntaxException {
    assertThat(
            run(
                "--model",
                tinyModel(),
                "--device",
                "cpu",
                "--width",
                "64",
                "--height",
                "64",
                "--no-decode",
                "--steps",
                "1",
                "--warmup",
                "0",
                "--precision",
                "bf16"))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("cpu, BF16", "(without decoding)")
        .doesNotContain("VAE decode");
  }

  @Test
  @DisplayName("measures the networks with and without each optimization, down to plain float32")
  void compares() throws URISyntaxException {
    String size = "--width 64 --height 64 --steps 1 --warmup 0 --device cpu --compare";
    String[] arguments = ("--precision bf16 --model MODEL " + size).split(" ");
    arguments[3] = tinyModel();
    int status = run(arguments);

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(status).isZero();
    String cells = " +\\| [0-9.]+ s +\\| [0-9.]+ +\\| [0-9.]+ s +\\| [0-9.]+ +\\|";
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\\| as users get them, BF16" + cells)
        .containsPattern("\\| without fused projections" + cells)
        .containsPattern("\\| with(out)? fused attention" + cells)
        .containsPattern("\\| channels last" + cells)
        .containsPattern("\\| guidance in two batches \\(mode low\\)" + cells)
        .containsPattern("\\| in F32" + cells)
        .containsPattern("\\| plain F32 without all of these" + cells);
  }

  private int runTiny(String more) throws URISyntaxException {
    String[] rest = (more + " --width 64 --height 64 --device cpu").split(" ");
    return run(
        Stream.concat(Stream.of("--model", tinyModel()), Stream.of(rest)).toArray(String[]::new));
  }

  @Test
  @DisplayName("compares results with float64 on demand")
  void agrees() throws URISyntaxException {
    assertThat(runTiny("--agree")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("UNet at timestep 21 +\\| cpu F32 +\\| cpu F64 ")
        .containsPattern("VAE encoder +\\| cpu BF16 +\\| cpu F32 ")
        .contains(
            "All agree by relative RMS, for pictures of 64 x 64 pixels in memory mode normal");
  }

  @Test
  @DisplayName("measures several batch sizes on demand")
  void batches() throws URISyntaxException {
    assertThat(runTiny("--batches 1,3 --steps 2 --warmup 1 --precision fp32")).isZero();
    String cells = " +\\| [0-9.]+ s \\(.+\\) +\\| [0-9.]+ +\\| [0-9.]+ +\\| ";
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\\| 1" + cells)
        .containsPattern("\\| 3" + cells)
        .contains("median of 2 steps after 1 to warm up");
  }

  @Test
  @DisplayName("measures the memory of two modes on demand")
  void memory() throws URISyntaxException {
    assertThat(runTiny("--memory-peak")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\\| lowest .+\\| 1.60 GB +\\| is for F16 on a GPU")
        .containsPattern("\\| normal .+\\| 2.60 GB +\\| is for F16 on a GPU");
  }

  @Test
  @DisplayName("writes all of it to a report, once")
  void report() throws URISyntaxException, IOException {
    Path file = root.resolve("report.md");
    String options = "--batches 1,2 --steps 1 --warmup 0 --report " + file;
    int status = runTiny(options);

    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    String text = Files.readString(file);
    assertThat(text)
        .startsWith("# Benchmark report\n")
        .contains("- device: cpu (CPU, as asked for)", "--batches 1,2", "- model: tiny-inpaint")
        .containsPattern("## Loading to the first step\\n\\n\\| until")
        .containsPattern("\\| networks are loaded +\\| [0-9.]+ s +\\| [0-9.]+ s")
        .containsPattern("## Iterations a second\\n\\n\\| pictures")
        .containsPattern("## Parts of a picture\\n\\n\\| part")
        .containsPattern("## Memory\\n\\n\\| mode")
        .containsPattern("## Agreement\\n\\n\\| network")
        .containsPattern("## Optimizations\\n\\n\\| networks")
        .contains("plain F32 without all of these")
        .doesNotContain("FAILED", "not finished");
    assertThat(status).isZero();

    assertThat(runTiny(options)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("exists already");
    assertThat(Files.readString(file)).isEqualTo(text);
    assertThat(root.toFile().list()).containsExactly("report.md");
  }

  @Test
  @DisplayName("measures whole and shallow steps, and their mean")
  void deepCache() throws URISyntaxException {
    String size = "--width 64 --height 64 --steps 2 --warmup 1 --device cpu --no-decode";
    assertThat(
            run(("--deep-cache 3 --model MODEL " + size).replace("MODEL", tinyModel()).split(" ")))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\\| sampling step with guidance +\\| [0-9.]+ s \\(")
        .containsPattern("\\| step with deep features of another +\\| [0-9.]+ s \\(")
        .containsPattern("\\| mean of 3 steps +\\| [0-9.]+ s")
        .containsPattern("\\| acceleration +\\| Acceleration\\[deepCacheInterval=3");
    assertThat(run("--deep-cache", "51")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("from 1 to 50 but got 51");
  }

  @Test
  @DisplayName("lists its options on demand")
  void help() {
    assertThat(run("--steps", "3", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--model PATH", "--write-checkpoint FILE", "--precision NAME");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  @DisplayName("exits with 2 and says why if it cannot measure")
  void cannotRun() throws IOException {
    assertThat(run("--model", root.resolve("gone").toString())).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("gone");
    assertThat(run("--device", "abacus")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("'abacus'");
    String file = root.resolve("x.safetensors").toString();
    assertThat(run("--model", "m", "--write-checkpoint", file)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("leave --model out");
    try (var files = Files.list(root)) {
      assertThat(files).isEmpty();
    }
  }
}
