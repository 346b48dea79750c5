package org.latentj.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.image.Mask;
import org.latentj.image.MaskFill;
import org.latentj.image.Picture;

@DisplayName("ControlNets of requests")
class ControlTest {
  private static final Path NETWORK = Path.of("control");
  private static final Picture HINT = Picture.ofRgb(2, 1, new byte[] {0, 1, 2, 127, 126, -1});
  private static final Control CONTROL = Control.of(NETWORK, ControlImage.of(HINT));

  @ParameterizedTest
  @CsvSource({"-0.1", "10.1", "NaN"})
  @DisplayName("a scale out of range is refused")
  void scale(double scale) {
    assertThatThrownBy(() -> CONTROL.withScale(scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scale from 0 (none) to 10 but got " + scale);
  }

  @ParameterizedTest
  @CsvSource({"-0.1,1", "0.6,0.5", "0,1.1", "NaN,1", "0,NaN"})
  @DisplayName("a start and end out of range or order are refused")
  void window(double start, double end) {
    assertThatThrownBy(() -> CONTROL.within(start, end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 <= start <= end <= 1 but got %s and %s".formatted(start, end));
  }

  @ParameterizedTest
  @CsvSource({
    "0,1,####",
    "0.25,0.75,.##.",
    "0.3,1,..##",
    "0,0.7,##..",
    "0.5,0.5,....",
    "0.1,0.2,....",
    "0,0.25,#..."
  })
  @DisplayName("a call counts if it lies within start and end wholly, as in diffusers")
  void counts(double start, double end, String expected) {
    StringBuilder found = new StringBuilder();
    for (int call = 0; call < 4; call++) {
      found.append(CONTROL.within(start, end).countsIn(call, 4) ? '#' : '.');
      assertThat(CONTROL.withScale(0).countsIn(call, 4)).isFalse();
    }
    assertThat(found).hasToString(expected);
  }

  @Test
  @DisplayName("a hole must have the hint's size")
  void hole() {
    Mask larger = Mask.of(2, 2, new float[4]);
    assertThatThrownBy(() -> ControlImage.inpaint(HINT, larger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 x 1 but got 2 x 2");
  }

  @Test
  @DisplayName("dark strokes become white on black")
  void scribble() {
    byte[] drawn = {-1, -1, 126, 127, 127, -1};
    Picture strokes = ControlImage.scribble(Picture.ofRgb(2, 1, drawn)).picture();
    assertThat(strokes.toRgb()).containsExactly(-1, -1, -1, 0, 0, 0);
  }

  @Test
  @DisplayName("every kind of request can have some, and keeps them; too many are refused")
  void requests() {
    Settings settings = Settings.defaults();
    Mask mask = Mask.of(2, 1, new float[2]);
    assertThat(TextToImage.of("a").controls()).isEmpty();
    assertThat(TextToImage.of("a").withControls(CONTROL).withSize(8, 8).controls())
        .containsExactly(CONTROL);
    assertThat(new ImageToImage("a", HINT, 1, settings).withControls(CONTROL, CONTROL).controls())
        .hasSize(2);
    Inpainting inpainting = Inpainting.of("a", HINT, mask, 1, settings).withControls(CONTROL);
    assertThat(inpainting.controls()).containsExactly(CONTROL);
    List<GenerationRequest> requests =
        List.of(
            inpainting,
            TextToImage.of("a").withControls(CONTROL),
            new ImageToImage("a", HINT, 1, settings).withControls(CONTROL));
    Settings other = Settings.builder().steps(3).build();
    for (GenerationRequest request : requests) {
      assertThat(request.withSettings(other).controls()).containsExactly(CONTROL);
      assertThat(request.withSettings(other).settings()).isEqualTo(other);
    }
    assertThat(inpainting.fill()).isEqualTo(MaskFill.ORIGINAL);

    Control[] many = Collections.nCopies(9, CONTROL).toArray(new Control[0]);
    assertThatThrownBy(() -> TextToImage.of("a").withControls(many))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at most 8 ControlNets but got 9");
  }
}
