package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A buffered image")
class RastersTest {

  @ParameterizedTest(name = "type {0}")
  @DisplayName("of any colour type keeps its colours")
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void keepsColours(int type) {
    BufferedImage image = new BufferedImage(3, 2, type);
    image.setRGB(2, 1, 0xff0a64c8);
    Picture picture = Picture.of(image);
    assertThat(picture.rgb(2, 1)).isEqualTo(0x0a64c8);
    assertThat(picture.rgb(0, 0)).isZero();
  }

  @Test
  @DisplayName("of grey samples keeps them, though Java would brighten them")
  void keepsGrey() {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(1, 0, 0, 100);
    assertThat(image.getRGB(1, 0) & 0xff).as("what the colour model says").isNotEqualTo(100);
    assertThat(Picture.of(image).rgb(1, 0)).isEqualTo(0x646464);
  }

  @Test
  @DisplayName("of 16-bit samples gives their upper bytes")
  void takesUpperByte() {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 0x80ff);
    assertThat(Picture.of(grey).rgb(0, 0)).isEqualTo(0x808080);

    BufferedImage colour = componentImage(ColorSpace.CS_sRGB, false, DataBuffer.TYPE_USHORT);
    colour.getRaster().setPixel(0, 0, new int[] {0x12ff, 0x34ff, 0x56ff});
    assertThat(Picture.of(colour).rgb(0, 0)).isEqualTo(0x123456);
  }

  @Test
  @DisplayName("of grey with alpha keeps the grey samples")
  void keepsGreyWithAlpha() {
    BufferedImage image = componentImage(ColorSpace.CS_GRAY, true, DataBuffer.TYPE_BYTE);
    image.getRaster().setPixel(0, 0, new int[] {77, 3});
    assertThat(Picture.of(image).rgb(0, 0)).isEqualTo(0x4d4d4d);
  }

  @Test
  @DisplayName("of a palette gives the palette's colours")
  void readsPalette() {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
    image.setRGB(0, 0, 0xff3366cc);
    assertThat(Picture.of(image).rgb(0, 0)).isEqualTo(0x3366cc);
  }

  @Test
  @DisplayName("loses its alpha, or is laid over a background if one is given")
  void treatsAlpha() {
    BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00ff8000);
    image.setRGB(1, 0, 0x80ff8000);
    image.setRGB(2, 0, 0xffff8000);

    Picture dropped = Picture.of(image);
    assertThat(new int[] {dropped.rgb(0, 0), dropped.rgb(1, 0), dropped.rgb(2, 0)})
        .containsExactly(0xff8000, 0xff8000, 0xff8000);

    Picture onBlue = Picture.of(image, 0x0000ff);
    assertThat(onBlue.rgb(0, 0)).isEqualTo(0x0000ff);
    // 128/255 of (255, 128, 0) and 127/255 of (0, 0, 255), rounded
    assertThat(onBlue.rgb(1, 0)).isEqualTo(0x80407f);
    assertThat(onBlue.rgb(2, 0)).isEqualTo(0xff8000);
  }

  private static BufferedImage componentImage(int space, boolean alpha, int transferType) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            alpha,
            false,
            alpha ? ComponentColorModel.TRANSLUCENT : ComponentColorModel.OPAQUE,
            transferType);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    return new BufferedImage(model, raster, false, null);
  }
}
