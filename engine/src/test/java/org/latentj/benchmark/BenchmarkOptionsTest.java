package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.request.Acceleration;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

@DisplayName("The benchmark's command line")
class BenchmarkOptionsTest {

  @Test
  @DisplayName("without options measures Stable Diffusion 1 at 512 x 512")
  void defaults() {
    assertThat(BenchmarkOptions.parse())
        .isEqualTo(
            new BenchmarkOptions(
                Task.PARTS,
                null,
                "auto",
                List.of(Precision.AUTO),
                new Workload(512, 512, 1, 3, 1, true, Acceleration.NONE),
                MemoryMode.NORMAL,
                List.of(1, 4, 16),
                null));
  }

  @Test
  @DisplayName("takes every option")
  void all() {
    BenchmarkOptions options =
        BenchmarkOptions.parse(
            ("--model m --device cuda:1 --precision bf16,fp32 --width 768 --height 256 --batch 4"
                    + " --steps 5 --warmup 0 --no-decode --memory low --report r.md --batches 2,8"
                    + " --deep-cache 3 --deep-cache-depth 2 --token-merging 0.5")
                .split(" "));
    assertThat(options)
        .isEqualTo(
            new BenchmarkOptions(
                Task.REPORT,
                Path.of("m"),
                "cuda:1",
                List.of(Precision.BF16, Precision.F32),
                new Workload(768, 256, 4, 5, 0, false, new Acceleration(3, 2, 0.5)),
                MemoryMode.LOW,
                List.of(2, 8),
                Path.of("r.md")));
    assertThat(options.precision()).isEqualTo(Precision.BF16);
  }

  @ParameterizedTest
  @DisplayName("does one thing at a time")
  @CsvSource({
    "--compare, COMPARE",
    "--agree, AGREE",
    "--memory-peak, MEMORY_PEAK",
    "--batches 3, BATCHES",
    "--report x, REPORT",
    "--write-checkpoint x, WRITE_CHECKPOINT",
    "--random, PARTS"
  })
  void tasks(String arguments, Task task) {
    BenchmarkOptions options = BenchmarkOptions.parse(arguments.split(" "));
    assertThat(options.task()).isEqualTo(task);
    assertThat(options.file()).isEqualTo(arguments.endsWith("x") ? Path.of("x") : null);
  }

  @Test
  @DisplayName("takes the last of two values")
  void lastWins() {
    assertThat(BenchmarkOptions.parse("--batch", "2", "--batch", "3").workload().batch())
        .isEqualTo(3);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("refuses what it cannot use, and says what is allowed")
  @CsvSource(
      delimiter = '|',
      value = {
        "--sampler ddim   | --sampler is no option",
        "--batch          | --batch needs a value",
        "--batch 0        | expected a whole number of 1 or more for --batch but got '0'",
        "--steps many     | expected a whole number of 1 or more for --steps but got 'many'",
        "--warmup -1      | expected a whole number of 0 or more for --warmup but got '-1'",
        "--width 500      | expected a multiple of 8 for --width but got 500",
        "--precision fp8  | fp8",
        "model            | model is no option",
        "--batches 1,,2   | expected a whole number of 1 or more for --batches but got ''",
        "--batches 1,0    | expected a whole number of 1 or more for --batches but got '0'",
        "--precision fp16,x | 'x'",
        "--agree --compare | expected one of [--compare, --agree",
        "--agree --compare | but got --compare and --agree",
        "--report r --write-checkpoint c | but got --report and --write-checkpoint",
      })
  void refuses(String arguments, String message) {
    assertThatThrownBy(() -> BenchmarkOptions.parse(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
