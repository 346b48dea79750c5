package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("A preview of latents")
class LatentPreviewTest {

  @Test
  @DisplayName("maps each latent channel to its colour")
  void mapsChannels() {
    // Given one pixel for each channel at 1, and one at 0
    FloatTensor latents = FloatTensor.zeros(Shape.of(1, 4, 1, 5));
    for (int channel = 0; channel < 4; channel++) {
      latents.data()[5 * channel + channel] = 1;
    }
    // When
    Picture preview = LatentPreview.of(latents, 0);
    // Then 127.5 * (1 + factor), rounded
    assertThat(preview).hasToString("Picture 5x1");
    assertThat(preview.rgb(0, 0)).isEqualTo(0xac9da9);
    assertThat(preview.rgb(1, 0)).isEqualTo(0xa9bf9d);
    assertThat(preview.rgb(2, 0)).isEqualTo(0x5b96a2);
    assertThat(preview.rgb(3, 0)).isEqualTo(0x645e24);
    assertThat(preview.rgb(4, 0)).isEqualTo(0x808080);
  }

  @Test
  @DisplayName("takes the requested one of a batch, with its own pixels in their places")
  void takesFromBatch() {
    FloatTensor latents = FloatTensor.zeros(Shape.of(2, 4, 2, 3));
    latents.data()[4 * 6 + 5] = 10;
    assertThat(LatentPreview.of(latents, 0)).isEqualTo(TestPictures.plain(3, 2, 128));
    Picture second = LatentPreview.of(latents, 1);
    assertThat(second.rgb(2, 1)).isEqualTo(0xffffff);
    assertThat(second.rgb(1, 1)).isEqualTo(0x808080);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> LatentPreview.of(latents, 2));
  }

  @Test
  @DisplayName("can be enlarged")
  void enlarges() {
    FloatTensor latents = FloatTensor.zeros(Shape.of(1, 4, 2, 3));
    assertThat(LatentPreview.of(latents, 0, 8)).isEqualTo(TestPictures.plain(24, 16, 128));
  }

  @Test
  @DisplayName("refuses other shapes and NaN")
  void refuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LatentPreview.of(FloatTensor.zeros(Shape.of(1, 9, 2, 2)), 0))
        .withMessage("expected latents (B, 4, h, w) but got (1, 9, 2, 2)");
    FloatTensor broken = FloatTensor.zeros(Shape.of(1, 4, 1, 1));
    broken.data()[2] = Float.NaN;
    assertThatExceptionOfType(NumericOverflowException.class)
        .isThrownBy(() -> LatentPreview.of(broken, 0));
  }
}
