package org.latentj.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Mask;
import org.latentj.image.Picture;
import org.latentj.request.Control;
import org.latentj.request.ControlImage;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("ControlNets of a run")
class RunControlsTest {
  private static final Picture HINT =
      Picture.ofRgb(2, 2, new byte[] {0, 51, -1, 0, 51, -1, 0, 51, -1, 102, 51, -1});

  private static final Control CONTROL =
      Control.of(Path.of("control"), ControlImage.of(HINT)).withScale(0.5);

  @Test
  @DisplayName("both halves of a guided batch have the scale")
  void plain() {
    FloatTensor scales = RunControls.scales(CONTROL, 1, 2, 13);
    assertThat(scales.shape()).isEqualTo(Shape.of(2, 13));
    assertThat(scales.data()).containsOnly(0.5f);
  }

  @Test
  @DisplayName(
      "guess mode leaves the negative half alone and grows from 0.1 to 1, as logspace does")
  void guess() {
    float[] scales = RunControls.scales(CONTROL.guessing(), 1, 2, 13).data();
    for (int i = 0; i < 13; i++) {
      assertThat(scales[i]).isZero();
      // torch.logspace(-1, 0, 13)
      double expected = 0.5 * Math.pow(10, -1 + i / 12.0);
      assertThat((double) scales[13 + i]).isCloseTo(expected, within(1e-7));
    }
  }

  @Test
  @DisplayName("hints are in 0 to 1, red first, of the picture's size, and -1 in the hole")
  void hints() {
    FloatTensor hint = ControlHints.tensor(ControlImage.of(HINT), 2, 2);
    assertThat(hint.shape()).isEqualTo(Shape.of(1, 3, 2, 2));
    assertThat(hint.data()).containsExactly(0, 0, 0, 0.4f, 0.2f, 0.2f, 0.2f, 0.2f, 1, 1, 1, 1);

    Mask hole = Mask.of(2, 2, new float[] {1, 0.49f, 0.5f, 0});
    FloatTensor cut = ControlHints.tensor(ControlImage.inpaint(HINT, hole), 2, 2);
    assertThat(cut.data()).containsExactly(-1, 0, -1, 0.4f, -1, 0.2f, -1, 0.2f, -1, 1, -1, 1);

    FloatTensor larger = ControlHints.tensor(ControlImage.inpaint(HINT, hole), 8, 4);
    assertThat(larger.shape()).isEqualTo(Shape.of(1, 3, 4, 8));
    assertThat(larger.data()[0]).isEqualTo(-1);
    assertThat(larger.data()[7]).isBetween(0f, 1f);
  }
}
