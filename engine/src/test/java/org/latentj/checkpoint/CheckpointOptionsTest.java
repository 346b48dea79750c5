package org.latentj.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.model.PredictionType;

class CheckpointOptionsTest {

  @Test
  @DisplayName("Each setting changes itself and keeps the others, in whatever order they are made")
  void settings() {
    CheckpointOptions forward =
        CheckpointOptions.defaults()
            .withConfigFolder(Path.of("configs"))
            .withTokenizerFolder(Path.of("tokenizer"))
            .withEma(Ema.NON_EMA)
            .withPredictionType(PredictionType.SAMPLE)
            .withVariant("fp16");
    CheckpointOptions backward =
        CheckpointOptions.defaults()
            .withVariant("fp16")
            .withPredictionType(PredictionType.SAMPLE)
            .withEma(Ema.NON_EMA)
            .withTokenizerFolder(Path.of("tokenizer"))
            .withConfigFolder(Path.of("configs"));

    assertThat(forward).isEqualTo(backward);
    assertThat(forward.configFolder()).contains(Path.of("configs"));
    assertThat(forward.tokenizerFolder()).contains(Path.of("tokenizer"));
    assertThat(forward.ema()).isEqualTo(Ema.NON_EMA);
    assertThat(forward.predictionType()).contains(PredictionType.SAMPLE);
    assertThat(forward.variant()).contains("fp16");
  }

  @Test
  @DisplayName("By default nothing is overridden and averaged weights are taken")
  void defaults() {
    CheckpointOptions defaults = CheckpointOptions.defaults();

    assertThat(defaults.ema()).isEqualTo(Ema.EMA);
    assertThat(defaults.configFolder()).isEmpty();
    assertThat(defaults.tokenizerFolder()).isEmpty();
    assertThat(defaults.predictionType()).isEmpty();
    assertThat(defaults.variant()).isEmpty();
  }
}
