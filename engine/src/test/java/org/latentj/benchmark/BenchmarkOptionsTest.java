package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
                null,
                "auto",
                Precision.AUTO,
                512,
                512,
                1,
                3,
                1,
                true,
                MemoryMode.NORMAL,
                Acceleration.NONE,
                false,
                null));
  }

  @Test
  @DisplayName("takes every option")
  void all() {
    BenchmarkOptions options =
        BenchmarkOptions.parse(
            ("--model m --device cuda:1 --precision bf16 --width 768 --height 256 --batch 4"
                    + " --steps 5 --warmup 0 --no-decode --memory low --deep-cache 3"
                    + " --deep-cache-depth 2 --token-merging 0.5 --compare --write-checkpoint out.safetensors")
                .split(" "));
    assertThat(options)
        .isEqualTo(
            new BenchmarkOptions(
                Path.of("m"),
                "cuda:1",
                Precision.BF16,
                768,
                256,
                4,
                5,
                0,
                false,
                MemoryMode.LOW,
                new Acceleration(3, 2, 0.5),
                true,
                Path.of("out.safetensors")));
  }

  @Test
  @DisplayName("takes the last of two values")
  void lastWins() {
    assertThat(BenchmarkOptions.parse("--batch", "2", "--batch", "3").batch()).isEqualTo(3);
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
      })
  void refuses(String arguments, String message) {
    assertThatThrownBy(() -> BenchmarkOptions.parse(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
