package org.latentj.imagej.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.imagej.FakeGenerationService;
import org.latentj.request.Progress.Stage;

@DisplayName("The status text")
class StatusListenerTest {

  @Test
  @DisplayName("counts steps and estimates the rest once there is something to estimate from")
  void countsSteps() {
    assertThat(text(Stage.SAMPLING, 0, 50)).isEqualTo("Step 0 of 50");
    assertThat(text(Stage.SAMPLING, 49, 50)).isEqualTo("Step 49 of 50, 2 s left");
    assertThat(text(Stage.SAMPLING, 1, 101)).isEqualTo("Step 1 of 101, 3 min left");
  }

  @Test
  @DisplayName("names the other stages")
  void namesStages() {
    assertThat(text(Stage.ENCODING_PROMPT, 0, 1)).isEqualTo("Reading the prompt");
    assertThat(text(Stage.ENCODING_IMAGE, 0, 1)).isEqualTo("Encoding the image");
    assertThat(text(Stage.DECODING, 0, 1)).isEqualTo("Decoding the image");
  }

  private static String text(Stage stage, int step, int steps) {
    return StatusListener.text(FakeGenerationService.progress(stage, step, steps));
  }
}
