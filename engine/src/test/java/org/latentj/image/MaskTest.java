package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.tensor.Shape;

@DisplayName("A mask")
class MaskTest {

  @Test
  @DisplayName("takes the luminance that Pillow computes")
  void luminanceMatchesPillow() {
    Mask mask = Mask.of(TestPictures.busy(37, 23));
    byte[] bytes = new byte[37 * 23];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(mask.value(i % 37, i / 37) * 255);
    }
    // Pillow 12.3, convert("L")
    assertThat(TestPictures.crc(bytes)).isEqualTo(0x59f36213L);
    assertThat(mask.value(5, 7)).isEqualTo(159 / 255f);
  }

  @Test
  @DisplayName("of a grey image is its samples, white = repaint")
  void ofGreyImage() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 0, 0, 127);
    image.getRaster().setSample(2, 0, 0, 255);
    assertThat(Mask.of(image).toArray()).containsExactly(0f, 127 / 255f, 1f);
  }

  @Test
  @DisplayName("is thresholded at a half, which counts as repaint")
  void thresholds() {
    assertThat(Mask.of(TestPictures.plain(1, 1, 128)).threshold().value(0, 0)).isEqualTo(1f);
    assertThat(Mask.of(TestPictures.plain(1, 1, 127)).threshold().value(0, 0)).isZero();
    assertThat(Mask.of(3, 1, new float[] {0.49999997f, 0.5f, 1}).threshold().toArray())
        .containsExactly(0, 1, 1);
  }

  @Test
  @DisplayName("refuses values outside 0 to 1 and arrays of another size")
  void refusesValues() {
    for (float bad : new float[] {-0.01f, 1.01f, Float.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Mask.of(1, 1, new float[] {bad}))
          .withMessage("expected mask values from 0 (keep) to 1 (repaint) but got " + bad);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Mask.of(2, 2, new float[3]));
    assertThatIllegalArgumentException().isThrownBy(() -> Mask.of(0, 0, new float[0]));
  }

  @Test
  @DisplayName("does not change with the arrays it came from or gave away")
  void isImmutable() {
    float[] values = {0.25f};
    Mask mask = Mask.of(1, 1, values);
    values[0] = 1;
    mask.toArray()[0] = 1;
    mask.toTensor().data()[0] = 1;
    assertThat(mask.value(0, 0)).isEqualTo(0.25f);
  }

  @Test
  @DisplayName("knows the smallest region around what is selected")
  void boundingBox() {
    Region region = new Region(3, 2, 4, 1);
    assertThat(Mask.ofRegion(10, 6, region).boundingBox()).contains(region);
    assertThat(Mask.ofRegion(10, 6, new Region(0, 0, 10, 6)).boundingBox())
        .contains(new Region(0, 0, 10, 6));
    // A faint value counts.
    float[] values = new float[60];
    values[59] = Float.MIN_VALUE;
    assertThat(Mask.of(10, 6, values).boundingBox()).contains(new Region(9, 5, 1, 1));
    assertThat(Mask.of(10, 6, new float[60]).boundingBox()).isEmpty();
    assertThat(Mask.of(10, 6, new float[60]).isEmpty()).isTrue();
  }

  @Test
  @DisplayName("is inverted and cropped")
  void transforms() {
    Mask mask = Mask.ofRegion(4, 2, new Region(2, 0, 2, 2));
    assertThat(mask.invert()).isEqualTo(Mask.ofRegion(4, 2, new Region(0, 0, 2, 2)));
    assertThat(mask.crop(new Region(1, 1, 2, 1)).toArray()).containsExactly(0, 1);
  }

  @Test
  @DisplayName("stays within 0 to 1 when resized by a filter that overshoots")
  void resizesWithinRange() {
    Mask mask = Mask.ofRegion(4, 2, new Region(2, 0, 2, 2));
    float[] plain = Resample.floats(mask.toArray(), 4, 2, 40, 20, ResampleFilter.LANCZOS);
    float[] resized = mask.resize(40, 20, ResampleFilter.LANCZOS).toArray();
    double least = 0;
    double greatest = 1;
    for (float value : plain) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    assertThat(least).isNegative();
    assertThat(greatest).isGreaterThan(1);
    for (int i = 0; i < plain.length; i++) {
      assertThat(resized[i]).isEqualTo(Math.max(0, Math.min(1, plain[i])));
    }
  }

  @Test
  @DisplayName("becomes a tensor of one channel")
  void toTensor() {
    Mask mask = Mask.of(3, 2, new float[] {0, 0.5f, 1, 0, 0, 1});
    assertThat(mask.toTensor().shape()).isEqualTo(Shape.of(1, 1, 2, 3));
    assertThat(mask.toTensor().data()).containsExactly(0, 0.5f, 1, 0, 0, 1);
  }

  @Test
  @DisplayName("equals another by size and values")
  void equalsByContent() {
    Mask mask = Mask.ofRegion(4, 2, new Region(1, 1, 1, 1));
    assertThat(mask)
        .isEqualTo(Mask.ofRegion(4, 2, new Region(1, 1, 1, 1)))
        .hasSameHashCodeAs(Mask.ofRegion(4, 2, new Region(1, 1, 1, 1)))
        .isNotEqualTo(Mask.of(2, 4, mask.toArray()))
        .isNotEqualTo(mask.invert());
  }
}
