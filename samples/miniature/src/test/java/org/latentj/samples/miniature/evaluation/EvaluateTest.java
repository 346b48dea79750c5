package org.latentj.samples.miniature.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.request.Acceleration;
import org.latentj.request.Settings;
import org.latentj.sampler.SamplerKind;
import org.latentj.samples.miniature.evaluation.edit.PromptKind;

@DisplayName("The evaluation program")
class EvaluateTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return Evaluate.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  @Test
  @DisplayName("begins with the engine's settings and 200 prompts")
  void defaults() {
    EvaluateOptions options = EvaluateOptions.parse();

    assertThat(options.settings()).isEqualTo(Settings.defaults());
    assertThat(options.count()).isEqualTo(200);
    assertThat(options.sweepCount()).isEqualTo(200);
    assertThat(options.seed()).isEqualTo(1);
    assertThat(options.inpaint()).isZero();
    assertThat(options.reconstruction()).isZero();
    assertThat(options.model()).isEmpty();
  }

  @Test
  @DisplayName("takes options with and without values")
  void options() {
    EvaluateOptions options =
        EvaluateOptions.parse(
            "--inpaint",
            "--count",
            "7",
            "--guidance",
            "4.5",
            "--sampler",
            "DDIM",
            "--steps",
            "20",
            "--inpaint-prompt",
            "alone",
            "--model",
            "folder",
            "--seed",
            "-3",
            "--reconstruction");

    assertThat(options.inpaint()).isEqualTo(100);
    assertThat(options.count()).isEqualTo(7);
    assertThat(options.sweepCount()).isEqualTo(7);
    assertThat(options.settings().guidanceScale()).hasValue(4.5);
    assertThat(options.settings().sampler()).isEqualTo(SamplerKind.DDIM);
    assertThat(options.settings().steps()).isEqualTo(20);
    assertThat(options.inpaintPrompt()).isEqualTo(PromptKind.ALONE);
    assertThat(options.model()).contains(Path.of("folder"));
    assertThat(options.seed()).isEqualTo(-3);
    assertThat(options.reconstruction()).isEqualTo(50);
    assertThat(EvaluateOptions.parse("--inpaint", "12").inpaint()).isEqualTo(12);
  }

  @Test
  @DisplayName("says what is wrong with its options")
  void wrong() {
    assertThatThrownBy(() -> EvaluateOptions.parse("--colour", "red"))
        .hasMessageStartingWith("--colour is no option; options:\n--model DIR");
    assertThatThrownBy(() -> EvaluateOptions.parse("--count", "many"))
        .hasMessage("expected a whole number of 0 or more for --count but got 'many'");
    assertThatThrownBy(() -> EvaluateOptions.parse("--inpaint", "0"))
        .hasMessage("expected a whole number of 1 or more for --inpaint but got '0'");
    assertThatThrownBy(() -> EvaluateOptions.parse("--sheet"))
        .hasMessageStartingWith("--sheet needs a value");
    assertThatThrownBy(() -> EvaluateOptions.parse("--guidance", "high"))
        .hasMessage("expected a number for --guidance but got 'high'");
    assertThatThrownBy(() -> EvaluateOptions.parse("--inpaint-prompt", "none"))
        .hasMessage("expected prompts full or alone but got 'none'");
  }

  @Test
  @DisplayName("lists its options, and ends with 2 where there is nothing to measure")
  void status() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("--guidance X");

    assertThat(run("--model", "no/such/folder")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no/such/folder");
  }

  @Test
  @DisplayName("paints the same prompts without acceleration, and says how far apart pictures are")
  void acceleration() {
    Path tiny = Path.of("../../engine/src/test/resources/conformance/tiny-diffusers");
    String arguments =
        "--count 2 --steps 2 --deep-cache 2 --deep-cache-depth 3 --token-merging 0.5 --model "
            + tiny;

    assertThat(run(arguments.split(" "))).isZero();
    String cells = "( +\\| [0-9.]+ %){5}";
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("\\| without acceleration" + cells + " +\\| +\\| +\\|")
        .containsPattern("\\| with +" + cells + " +\\| [0-9.]+ +\\| [0-9.]+ +\\|");
    assertThat(EvaluateOptions.parse(arguments.split(" ")).settings().acceleration())
        .isEqualTo(new Acceleration(2, 3, 0.5));
  }

  @Test
  @DisplayName("ends with the four rates, whatever the model draws")
  void rates() {
    Path tiny = Path.of("../../engine/src/test/resources/conformance/tiny-diffusers");

    assertThat(run("--model", tiny.toString(), "--count", "2", "--steps", "1")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
        .last()
        .asString()
        .matches("colour [0-9.]+ %  shape [0-9.]+ %  background [0-9.]+ %  count [0-9.]+ %");
  }
}
