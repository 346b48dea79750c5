package org.latentj.samples.miniature.evaluation.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;
import org.latentj.request.ImageToImage;
import org.latentj.request.Settings;
import org.latentj.samples.miniature.evaluation.adherence.HeldOutPrompt;
import org.latentj.samples.miniature.scene.Canvas;
import org.latentj.samples.miniature.scene.Scene;
import org.latentj.samples.miniature.scene.SceneRenderer;

@DisplayName("Image to image")
class ImageToImageEvaluationTest {
  private static Picture ramp(boolean down, int sign) {
    BufferedImage image = Canvas.square(16);
    for (int i = 0; i < 256; i++) {
      int level = 128 + sign * 8 * ((down ? i / 16 : i % 16) - 8);
      image.setRGB(i % 16, i / 16, level * 0x010101);
    }
    return Picture.of(image);
  }

  @Test
  @DisplayName("keeps the layout as far as luminance is correlated")
  void correlation() {
    assertThat(Correlation.of(ramp(true, 1), ramp(true, 1))).isCloseTo(1, within(1e-9));
    assertThat(Correlation.of(ramp(true, 1), ramp(true, -1))).isCloseTo(-1, within(1e-9));
    assertThat(Correlation.of(ramp(true, 1), ramp(false, 1))).isCloseTo(0, within(1e-9));
    assertThat(Correlation.of(ramp(true, 1), Picture.of(Canvas.square(16)))).isZero();
  }

  @Test
  @DisplayName("is measured at each strength by layout and by the new prompt")
  void strengths() {
    Map<String, Scene> scenes =
        HeldOutPrompt.series(5, 3).stream()
            .collect(Collectors.toMap(HeldOutPrompt::text, HeldOutPrompt::scene));

    ImageToImageEvaluation evaluation =
        ImageToImageEvaluation.run(
            request -> {
              ImageToImage edit = (ImageToImage) request;
              return edit.strength() < 0.9
                  ? edit.image()
                  : Picture.of(SceneRenderer.render(scenes.get(edit.prompt()), 128));
            },
            128,
            3,
            5,
            Settings.defaults(),
            new PrintStream(OutputStream.nullOutputStream()));

    assertThat(evaluation.correlation(0.3)).isCloseTo(1, within(1e-9));
    assertThat(evaluation.correlation(0.9)).isLessThan(0.8);
    assertThat(evaluation.rates(0.3).perfect()).isZero();
    assertThat(evaluation.rates(0.9).perfect()).isEqualTo(3);
    assertThat(evaluation.table().toString().lines()).hasSize(5);
    assertThat(evaluation.sheet().getWidth()).isGreaterThan(4 * 128);
  }
}
