package org.latentj.samples.miniature.evaluation.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Picture;
import org.latentj.request.ImageToImage;
import org.latentj.samples.miniature.evaluation.model.Painter;

@DisplayName("Reconstruction")
class ReconstructionTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  /** Off by 16 levels of 255 everywhere. */
  private static final Painter OFF =
      request -> {
        ImageToImage edit = (ImageToImage) request;
        assertThat(edit.strength()).isZero();
        byte[] bytes = edit.image().toRgb();
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] += (bytes[i] & 0xff) < 128 ? 16 : -16;
        }
        return Picture.ofRgb(edit.image().width(), edit.image().height(), bytes);
      };

  @Test
  @DisplayName("is measured in decibels")
  void psnr() {
    Picture black = Picture.ofRgb(2, 1, new byte[6]);
    Picture spot = Picture.ofRgb(2, 1, new byte[] {0, 0, 0, 0, 0, (byte) 255});

    assertThat(Psnr.of(black, black)).isInfinite();
    assertThat(Psnr.of(black, spot)).isCloseTo(10 * Math.log10(6), within(1e-9));
    assertThatThrownBy(() -> Psnr.of(black, Picture.ofRgb(1, 2, new byte[6])))
        .hasMessage("expected pictures of one size but got Picture 2x1 and Picture 1x2");
  }

  @Test
  @DisplayName("is measured for each of the four families")
  void families() {
    Reconstruction reconstruction = Reconstruction.run(OFF, 128, 3, 1, NOWHERE);

    double expected = 20 * Math.log10(255.0 / 16);
    assertThat(reconstruction.decibels()).containsOnlyKeys(Family.values());
    for (double[] values : reconstruction.decibels().values()) {
      assertThat(values).containsExactly(new double[] {expected, expected, expected}, within(1e-9));
    }
    assertThat(reconstruction.table().toString())
        .contains("| micrographs | 3      | 24.0 dB   | 24.0 dB |")
        .contains("| all         | 12 ");
    assertThat(reconstruction.scenes().pictures()).isEqualTo(3);
  }
}
