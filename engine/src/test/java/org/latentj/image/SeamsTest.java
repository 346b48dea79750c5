package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Seams")
class SeamsTest {

  @Test
  @DisplayName("of a picture of whole waves are those of its inside")
  void wavesAreSeamless() {
    Seams seams =
        Seams.of(
            grey(
                64,
                48,
                (x, y) ->
                    (int)
                        Math.rint(
                            127
                                + 60 * Math.sin(2 * Math.PI * (2 * x + 3) / 64.0)
                                + 60 * Math.sin(2 * Math.PI * (y + 5) / 48.0))));
    assertThat(seams.leftRight()).isBetween(0.3, 1.8);
    assertThat(seams.topBottom()).isBetween(0.3, 1.8);
  }

  @Test
  @DisplayName("of a ramp are as many times its step as it has steps")
  void rampHasSeam() {
    Seams seams = Seams.of(grey(51, 4, (x, y) -> 5 * x));
    assertThat(seams.leftRight()).isCloseTo(50, within(1e-12));
    assertThat(seams.topBottom()).isEqualTo(1);
  }

  @Test
  @DisplayName("are told apart by direction")
  void tellsDirections() {
    Seams seams = Seams.of(grey(3, 26, (x, y) -> 10 * y));
    assertThat(seams.leftRight()).isEqualTo(1);
    assertThat(seams.topBottom()).isCloseTo(25, within(1e-12));
  }

  @Test
  @DisplayName("of a plain picture are 1")
  void plainIsSeamless() {
    assertThat(Seams.of(TestPictures.plain(5, 5, 77))).isEqualTo(new Seams(1, 1));
  }

  @Test
  @DisplayName("need two pixels either way")
  void needsPixels() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Seams.of(TestPictures.plain(1, 9, 0)))
        .withMessage("expected a picture of at least 2x2 pixels but got Picture 1x9");
  }

  private static Picture grey(int width, int height, IntBinaryOperator value) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) value.applyAsInt(i / 3 % width, i / 3 / width);
    }
    return Picture.ofRgb(width, height, rgb);
  }
}
