package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("A picture")
class PictureTest {

  @Test
  @DisplayName("is the busy picture that the references were computed from")
  void matchesReferenceSource() {
    assertThat(TestPictures.crc(TestPictures.busy(37, 23))).isEqualTo(0x1899f3bbL);
  }

  @Test
  @DisplayName("becomes a tensor in [-1, 1] with channels first")
  void becomesSignedTensor() {
    // Given two pixels side by side
    byte[] rgb = {0, (byte) 255, 127, (byte) 128, 1, 64};
    // When
    FloatTensor tensor = Picture.ofRgb(2, 1, rgb).toSignedTensor();
    // Then
    assertThat(tensor.shape()).isEqualTo(Shape.of(1, 3, 1, 2));
    assertThat(tensor.data())
        .containsExactly(
            -1f,
            2f * (128f / 255f) - 1f,
            1f,
            2f * (1f / 255f) - 1f,
            2f * (127f / 255f) - 1f,
            2f * (64f / 255f) - 1f);
  }

  @Test
  @DisplayName("survives the way to a tensor and back in every value")
  void survivesTensor() {
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 + i % 3 * 85);
    }
    Picture picture = Picture.ofRgb(16, 16, rgb);
    assertThat(Picture.fromSignedTensor(picture.toSignedTensor(), 0)).isEqualTo(picture);
  }

  @Test
  @DisplayName("rounds halves to even and clamps what lies outside [-1, 1]")
  void roundsHalfToEven() {
    // Given 127.5 and 126.5 after scaling, and values beyond the range
    float lower = 2 * (126.5f / 255f) - 1;
    float[] data = {0f, lower, 7f, -7f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    // When
    Picture picture = Picture.fromSignedTensor(new FloatTensor(Shape.of(1, 3, 1, 2), data), 0);
    // Then red holds the halves, green and blue the clamped ones
    assertThat(picture.toRgb())
        .containsExactly((byte) 128, (byte) 255, (byte) 255, (byte) 126, (byte) 0, (byte) 0);
  }

  @Test
  @DisplayName("is taken from its place in a batch")
  void takesFromBatch() {
    FloatTensor batch =
        FloatTensor.concatenate(
            List.of(
                TestPictures.plain(4, 2, 9).toSignedTensor(),
                TestPictures.busy(4, 2).toSignedTensor()));
    assertThat(Picture.fromSignedTensor(batch, 1)).isEqualTo(TestPictures.busy(4, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Picture.fromSignedTensor(batch, 2))
        .withMessage("no picture 2 in a batch of shape (2, 3, 2, 4)");
  }

  @Test
  @DisplayName("refuses NaN and says where it is and what to do")
  void refusesNaN() {
    float[] data = new float[12];
    data[4 + 3] = Float.NaN;
    assertThatExceptionOfType(NumericOverflowException.class)
        .isThrownBy(() -> Picture.fromSignedTensor(new FloatTensor(Shape.of(1, 3, 2, 2), data), 0))
        .withMessageContaining("channel 1, row 1, column 1")
        .withMessageContaining("run the VAE in float32");
  }

  @Test
  @DisplayName("refuses tensors of another shape")
  void refusesShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Picture.fromSignedTensor(FloatTensor.zeros(Shape.of(1, 4, 2, 2)), 0))
        .withMessage("expected pictures (B, 3, H, W) but got (1, 4, 2, 2)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Picture.ofRgb(2, 2, new byte[11]))
        .withMessage("expected 3 bytes for each of 2x2 pixels but got 11 bytes");
  }

  @Test
  @DisplayName("does not change with the arrays it came from or gave away")
  void isImmutable() {
    byte[] rgb = {1, 2, 3};
    Picture picture = Picture.ofRgb(1, 1, rgb);
    rgb[0] = 9;
    picture.toRgb()[1] = 9;
    assertThat(picture.rgb(0, 0)).isEqualTo(0x010203);
  }

  @Test
  @DisplayName("equals another by size and pixels")
  void equalsByContent() {
    Picture picture = TestPictures.busy(6, 4);
    assertThat(picture)
        .isEqualTo(TestPictures.busy(6, 4))
        .hasSameHashCodeAs(TestPictures.busy(6, 4))
        .isNotEqualTo(Picture.ofRgb(4, 6, picture.toRgb()))
        .isNotEqualTo(TestPictures.plain(6, 4, 0));
  }

  @Test
  @DisplayName("is cropped to a region inside it and refuses one that sticks out")
  void crops() {
    Picture picture = TestPictures.busy(7, 5);
    Picture part = picture.crop(new Region(2, 1, 3, 4));
    assertThat(part.width()).isEqualTo(3);
    assertThat(part.height()).isEqualTo(4);
    for (int i = 0; i < 12; i++) {
      assertThat(part.rgb(i % 3, i / 3)).isEqualTo(picture.rgb(2 + i % 3, 1 + i / 3));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> picture.crop(new Region(5, 0, 3, 1)))
        .withMessage("region 3x1 at (5, 0) does not fit into 7x5 pixels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> picture.crop(new Region(1, 0, Integer.MAX_VALUE, 1)));
  }

  @Test
  @DisplayName("gives the same pixels as a buffered image and back")
  void convertsToBufferedImage() {
    Picture picture = TestPictures.busy(5, 3);
    assertThat(picture.toBufferedImage().getRGB(4, 2) & 0xffffff).isEqualTo(picture.rgb(4, 2));
    assertThat(Picture.of(picture.toBufferedImage())).isEqualTo(picture);
    assertThat(picture).hasToString("Picture 5x3");
  }
}
