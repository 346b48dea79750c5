package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A fill of masked content")
class MaskFillTest {

  /** CRC-32 of what masking.py's fill gives under Pillow 12.3. */
  @Test
  @DisplayName("by blurring equals A1111's bit for bit")
  void matchesA1111() {
    Picture picture = TestPictures.busy(37, 23);
    Picture hard = MaskFill.FILL.apply(picture, Mask.ofRegion(37, 23, new Region(9, 5, 21, 13)));
    assertThat(hard.rgb(20, 11)).isEqualTo(0x7e837a);
    assertThat(TestPictures.crc(hard)).isEqualTo(0x862be17aL);

    float[] ramp = new float[37 * 23];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = (i % 37 * 7 + i / 37 * 5) % 256 / 255f;
    }
    Picture soft = MaskFill.FILL.apply(picture, Mask.of(37, 23, ramp));
    assertThat(TestPictures.crc(soft)).isEqualTo(0xb8dbd0d2L);
  }

  @Test
  @DisplayName("by blurring reaches across holes wider than the middle layers")
  void fillsLargeHoles() {
    Mask mask = Mask.ofRegion(300, 200, new Region(30, 20, 260, 160));
    Picture filled = MaskFill.FILL.apply(TestPictures.busy(300, 200), mask);
    assertThat(filled.rgb(150, 100)).isEqualTo(0x787987);
    assertThat(TestPictures.crc(filled)).isEqualTo(0x14f44e48L);
  }

  @Test
  @DisplayName("by blurring keeps what is not masked")
  void keepsOutside() {
    Picture picture = TestPictures.busy(40, 30);
    Region hole = new Region(12, 8, 9, 9);
    Picture filled = MaskFill.FILL.apply(picture, Mask.ofRegion(40, 30, hole));
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 40; x++) {
        boolean inside = x >= 12 && x < 21 && y >= 8 && y < 17;
        if (!inside) {
          assertThat(filled.rgb(x, y)).isEqualTo(picture.rgb(x, y));
        }
      }
    }
    assertThat(filled.rgb(16, 12)).isNotEqualTo(picture.rgb(16, 12));
  }

  @ParameterizedTest
  @EnumSource(names = "FILL", mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("by anything but blurring leaves the pixels alone")
  void leavesPixels(MaskFill fill) {
    Picture picture = TestPictures.busy(8, 8);
    assertThat(fill.apply(picture, Mask.ofRegion(8, 8, new Region(0, 0, 8, 8)))).isEqualTo(picture);
  }

  @Test
  @DisplayName("needs a mask of the picture's size")
  void needsSameSize() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> MaskFill.ORIGINAL.apply(TestPictures.busy(8, 8), Mask.of(4, 4, new float[16])))
        .withMessage("expected a mask of 8x8 pixels but got 4x4");
  }

  @ParameterizedTest
  @CsvSource({
    "fill,FILL",
    "original,ORIGINAL",
    "latent noise,LATENT_NOISE",
    "latent nothing,LATENT_NOTHING"
  })
  @DisplayName("has the name that A1111 writes")
  void hasNames(String name, MaskFill fill) {
    assertThat(fill.infotextName()).isEqualTo(name);
  }

  /** CRC-32 of Pillow 12.3's GaussianBlur of the luminance. */
  @ParameterizedTest
  @CsvSource({"2,40c93673", "4,32f1d101", "16,f4d03de0", "64,d3e021cd", "256,0e6a13ab"})
  @DisplayName("rests on a blur that equals Pillow's at any radius")
  void blurMatchesPillow(float radius, String expected) {
    float[] luminance = Mask.of(TestPictures.busy(37, 23)).toArray();
    int[] plane = new int[luminance.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = Math.round(luminance[i] * 255);
    }
    int[] blurred = BoxGaussian.blur(plane, 37, 23, radius);
    byte[] bytes = new byte[plane.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) blurred[i];
    }
    assertThat("%08x".formatted(TestPictures.crc(bytes))).isEqualTo(expected);
  }
}
