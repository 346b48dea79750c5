package org.latentj.inpaint.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.image.Mask;
import org.latentj.image.Picture;

class DeepImageTest {
  private static Mask alpha(float... values) {
    return Mask.of(values.length, 1, values);
  }

  @Test
  @DisplayName("values are shown in proportion, those beyond the range as its ends, NaN as black")
  void displayed() {
    float[] values = {-50, 100, 150, 300, 9999, Float.NaN};
    DeepImage image = DeepImage.grey(6, 1, values, 100, 300, SampleType.FLOAT32);
    for (int color = 0; color < 3; color++) {
      assertThat(image.displayed().channel(color)).containsExactly(0, 0, 63.75f, 255, 255, 0);
    }
    DeepImage inverted = DeepImage.grey(6, 1, values, 300, 100, SampleType.FLOAT32);
    assertThat(inverted.displayed().channel(0)).containsExactly(255, 255, 191.25f, 0, 0, 0);
  }

  @Test
  @DisplayName("what was painted is mapped back over the range and mixed by alpha")
  void over16Bit() {
    DeepImage image =
        DeepImage.grey(4, 1, new float[] {1000, 1000, 1000, 65535}, 1000, 5000, SampleType.UINT16);
    Planes white = Planes.constant(4, 1, 255, 255, 255);
    assertThat(image.over(white, alpha(0, 0.5f, 1, 0)).samples().channel(0))
        .containsExactly(1000, 3000, 5000, 65535);
    assertThat(image.over(white, alpha(0, 0, 0, 1)).samples().channel(0))
        .as("beyond the range, the painted value replaces the original")
        .containsExactly(1000, 1000, 1000, 5000);
  }

  @Test
  @DisplayName("painted grey of 8 bits comes back exactly, of colours the mean")
  void over8Bit() {
    float[] values = new float[256];
    float[] painted = new float[256];
    float[] ones = new float[256];
    for (int i = 0; i < 256; i++) {
      values[i] = i * 7 % 256;
      painted[i] = i;
      ones[i] = 1;
    }
    DeepImage image = DeepImage.grey(256, 1, values, 0, 255, SampleType.UINT8);
    Planes grey = Planes.of(256, 1, painted, painted, painted);
    assertThat(image.over(grey, alpha(ones)).samples().channel(0)).containsExactly(painted);
    DeepImage black = DeepImage.grey(1, 1, new float[1], 0, 255, SampleType.UINT8);
    assertThat(black.over(Planes.constant(1, 1, 30, 60, 90), alpha(1)).samples().channel(0)[0])
        .isEqualTo(60);
  }

  @Test
  @DisplayName("an RGB picture painted over is the painted picture")
  void rgb() {
    byte[] before = new byte[3 * 64];
    byte[] after = new byte[3 * 64];
    new Random(1).nextBytes(before);
    new Random(2).nextBytes(after);
    Picture painted = Picture.ofRgb(8, 8, after);
    float[] ones = new float[64];
    Arrays.fill(ones, 1);
    DeepImage image = DeepImage.of(Picture.ofRgb(8, 8, before));
    assertThat(image.displayed().toPicture()).isEqualTo(Picture.ofRgb(8, 8, before));
    assertThat(image.over(Planes.of(painted), Mask.of(8, 8, ones)).toPicture()).isEqualTo(painted);
  }

  @Test
  @DisplayName("where alpha is 0 samples keep their bits, NaN's payload and -0 among them")
  void bits() {
    float odd = Float.intBitsToFloat(0x7fc12345);
    float[] values = {odd, -0f, 1e30f, Float.NEGATIVE_INFINITY, Float.NaN};
    DeepImage image = DeepImage.grey(5, 1, values, 0, 1, SampleType.FLOAT32);
    Planes white = Planes.constant(5, 1, 255, 255, 255);
    float[] out = image.over(white, alpha(0, 0, 0, 0, 0.25f)).samples().channel(0);
    for (int i = 0; i < 4; i++) {
      assertThat(Float.floatToRawIntBits(out[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
    }
    assertThat(out[4]).as("NaN cannot be mixed: it is replaced").isEqualTo(1);
    assertThat(values[4]).as("the image given is not modified").isNaN();
  }

  @Test
  @DisplayName("of composite images each channel gets what shows the painted colour")
  void composite() {
    List<DisplayChannel> magentaAndGreen =
        List.of(new DisplayChannel(0, 1000, 1, 0, 1), new DisplayChannel(10, 20, 0, 1, 0));
    DeepImage image =
        new DeepImage(
            Planes.of(1, 1, new float[] {500}, new float[] {10}),
            magentaAndGreen,
            SampleType.FLOAT32);
    assertThat(image.displayed().channel(0)[0]).isEqualTo(127.5f);
    assertThat(image.displayed().channel(1)[0]).isZero();
    DeepImage out = image.over(Planes.constant(1, 1, 51, 255, 51), alpha(1));
    assertThat(out.samples().channel(0)[0]).isCloseTo(200, Offset.offset(0.01f));
    assertThat(out.samples().channel(1)[0]).isCloseTo(20, Offset.offset(0.01f));
  }

  @Test
  @DisplayName("more channels than colours share a change, and show it")
  void fourChannels() {
    List<DisplayChannel> channels =
        List.of(
            new DisplayChannel(0, 1, 1, 0, 0),
            new DisplayChannel(0, 1, 0, 1, 0),
            new DisplayChannel(0, 1, 0, 0, 1),
            DisplayChannel.grey(0, 1));
    float[][] planes = {{0.1f}, {0.1f}, {0.1f}, {0.2f}};
    DeepImage image = new DeepImage(Planes.of(1, 1, planes), channels, SampleType.FLOAT32);
    Planes wanted = Planes.constant(1, 1, 102, 127.5f, 153);
    Planes shown = image.over(wanted, alpha(1)).displayed();
    for (int color = 0; color < 3; color++) {
      assertThat(shown.channel(color)[0]).isCloseTo(wanted.channel(color)[0], Offset.offset(0.01f));
    }
  }

  @Test
  @DisplayName("ranges that show nothing are refused, with what to do")
  void refused() {
    assertThatThrownBy(() -> DisplayChannel.grey(7, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 7.0 to 7.0")
        .hasMessageContaining("brightness and contrast");
    assertThatThrownBy(() -> DisplayChannel.grey(Double.NaN, 7))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DisplayChannel(0, 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not all 0");
    assertThatThrownBy(
            () ->
                new DeepImage(
                    Planes.constant(1, 1, 0, 0),
                    List.of(DisplayChannel.grey(0, 1)),
                    SampleType.UINT8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a displayed range for each of 2 channels but got 1");
    DeepImage image = DeepImage.grey(2, 1, new float[2], 0, 1, SampleType.UINT8);
    assertThatThrownBy(() -> image.over(Planes.constant(2, 1, 0, 0, 0), alpha(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2x1 pixels but got 1x1");
  }
}
