package org.latentj.samples.miniature.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.runtime.Precision;

@DisplayName("Options of the training")
class TrainingOptionsTest {
  @Test
  @DisplayName("are read from a command line")
  void reads() {
    TrainingOptions options =
        TrainingOptions.parse(
            List.of("--folder", "there", "--seed", "9", "--precision", "fp32", "--steps", "3"));

    assertThat(options.folder()).isEqualTo(Path.of("there"));
    assertThat(options.seed()).isEqualTo(9);
    assertThat(options.precision()).isEqualTo(Precision.F32);
    assertThat(options.steps()).isEqualTo(3);
    assertThat(options.device()).isEqualTo("auto");
  }

  @Test
  @DisplayName("that are unknown, lack a value or are out of range are named")
  void refuses() {
    assertThatThrownBy(() -> TrainingOptions.parse(List.of("--sed", "9")))
        .hasMessageContaining("unknown option --sed")
        .hasMessageContaining("--seed N");
    assertThatThrownBy(() -> TrainingOptions.parse(List.of("--seed")))
        .hasMessageContaining("option --seed needs a value");
    assertThatThrownBy(() -> TrainingOptions.parse(List.of("--steps", "0")))
        .hasMessageContaining("expected 1 or more for --steps but got 0");
    assertThatThrownBy(() -> TrainingOptions.parse(List.of("--seed", "red")))
        .hasMessageContaining("expected a whole number for --seed but got red");
  }
}
