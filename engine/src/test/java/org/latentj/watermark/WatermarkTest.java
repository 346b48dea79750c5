package org.latentj.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.image.DigitalSource;
import org.latentj.image.Picture;
import org.latentj.image.PictureFiles;
import org.latentj.image.PictureInfo;
import org.latentj.image.Region;
import org.latentj.image.ResampleFilter;

@DisplayName("A watermark")
class WatermarkTest {
  private static final Watermark MARK = Watermark.STABLE_DIFFUSION_V1;

  @TempDir Path folder;

  /** Slopes with some noise; the same numbers come out of a few lines of Python. */
  private static Picture picture(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    long state = 12345;
    for (int i = 0; i < rgb.length; i++) {
      state = state * 1103515245 + 12345 & 0x7fffffff;
      int x = i / 3 % width;
      int y = i / 3 / width;
      int slope = x * (i % 3 + 1) * 20 / width + y * (3 - i % 3) * 25 / height;
      rgb[i] = (byte) (60 + slope + (state >> 16) % 24);
    }
    return Picture.ofRgb(width, height, rgb);
  }

  private static Picture changed(Picture picture, double gain, double offset) {
    byte[] rgb = picture.toRgb();
    for (int i = 0; i < rgb.length; i++) {
      double value = Math.rint((rgb[i] & 0xff) * gain + offset);
      rgb[i] = (byte) (int) Math.max(0, Math.min(255, value));
    }
    return Picture.ofRgb(picture.width(), picture.height(), rgb);
  }

  private static Picture plain(int colour) {
    byte[] rgb = new byte[3 * 512 * 512];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (colour >> (16 - 8 * (i % 3)));
    }
    return Picture.ofRgb(512, 512, rgb);
  }

  private static String sha256(Picture picture) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(picture.toRgb()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "256, 256, f475d5440a248bdc012af549c9ba5d8b94d4a8dc35062364e331da6687cfba5d,"
        + " d973fcdc387612d4a918ff5ff09b057d08ff201a2fdabbcb8bcdf301cb153c48, 115, 59",
    "330, 270, 1059ee22f7fec32ae676490f5d1da41e883c6b3650491959c63e0553aa00db52,"
        + " a484bb54f3bd1003aafa9615ae8093da0d87648c5fe3ec044576a5bda3e17af8, 117, 69",
    "512, 512, d0d6f650ebd70792be046c70efb57fe79a554562ab6a819fb1dab5340943d2eb,"
        + " 6a95c1ae3e0559cd8857eb3fb9f94e3723221ee7ba1db3c5189bcf3c62bc35e7, 136, 68"
  })
  @DisplayName("is upstream's to the bit, and is read as upstream reads it")
  void upstream(
      int width, int height, String plain, String marked, int matching, int matchingWithout) {
    Picture picture = picture(width, height);
    // Numbers of EmbedMaxDct (imwatermark/maxDct.py) over OpenCV's and PyWavelets' arithmetic.
    assertThat(sha256(picture)).as("the picture itself").isEqualTo(plain);
    Picture carrier = MARK.embedded(picture);

    assertThat(sha256(carrier)).isEqualTo(marked);
    assertThat(MARK.detectIn(carrier)).isEqualTo(new Watermark.Detection(matching, 136));
    assertThat(MARK.detectIn(picture)).isEqualTo(new Watermark.Detection(matchingWithout, 136));
    assertThat(MARK.detectIn(carrier).isPresent()).isTrue();
    assertThat(MARK.detectIn(picture).isPresent()).isFalse();
  }

  @Test
  @DisplayName("comes back as text, from a PNG file too, and is not in the picture before")
  void roundTrip() throws IOException {
    Picture picture = picture(512, 512);
    Path file = folder.resolve("marked.png");
    PictureFiles.writePng(
        file, MARK.embedded(picture), PictureInfo.of("a", DigitalSource.TRAINED_ALGORITHMIC_MEDIA));

    assertThat(Watermark.readText(Picture.read(file), 17)).contains("StableDiffusionV1");
    assertThat(Watermark.readText(picture, 17)).isNotEqualTo(Optional.of(MARK.text()));
    Watermark own = new Watermark("\u00fcber uns 2026");
    assertThat(Watermark.readText(own.embedded(picture), 14)).contains(own.text());
    assertThat(own.detectIn(MARK.embedded(picture)).isPresent()).isFalse();
  }

  @Test
  @DisplayName(
      "survives the best of JPEGs, a little more or less light, and a cut at its pattern's start")
  void mildChanges() throws IOException {
    Picture carrier = MARK.embedded(picture(512, 512));
    Path file = folder.resolve("marked.jpg");
    PictureFiles.writeJpeg(
        file, carrier, PictureInfo.of("a", DigitalSource.TRAINED_ALGORITHMIC_MEDIA), 0.98f);

    assertThat(MARK.detectIn(Picture.read(file)).isPresent()).as("JPEG").isTrue();
    assertThat(MARK.detectIn(changed(carrier, 1, 12)).isPresent()).as("brighter").isTrue();
    assertThat(MARK.detectIn(changed(carrier, 1, -12)).isPresent()).as("darker").isTrue();
    // 64 blocks a row: 17 rows of them are a whole number of marks.
    Picture lower = carrier.crop(new Region(0, 17 * 8, 512, 512 - 17 * 8));
    assertThat(MARK.detectIn(lower).isPresent()).as("cut").isTrue();
  }

  @Test
  @DisplayName("does not survive scaling: nothing found says nothing")
  void scaling() {
    Picture carrier = MARK.embedded(picture(512, 512));
    Picture smaller = carrier.resize(400, 400, ResampleFilter.LANCZOS);
    assertThat(MARK.detectIn(smaller).isPresent()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0x808080, 0xf0f0f0, 0xff0000, 0x00ff00, 0x305070})
  @DisplayName("is not seen in plain colours, and can be put there")
  void plainColours(int colour) {
    Picture plain = plain(colour);
    byte[] rgb = plain.toRgb();
    assertThat(MARK.detectIn(plain).isPresent()).isFalse();
    Picture carrier = MARK.embedded(plain);
    assertThat(MARK.detectIn(carrier).matching()).isEqualTo(136);
    int largest = 0;
    byte[] marked = carrier.toRgb();
    for (int i = 0; i < rgb.length; i++) {
      largest = Math.max(largest, Math.abs((rgb[i] & 0xff) - (marked[i] & 0xff)));
    }
    assertThat(largest).as("no wrapping around").isLessThan(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xffffff, 0x0000ff, 0xffff00})
  @DisplayName("is lost in colours whose blue is at its end")
  void lost(int colour) {
    assertThat(MARK.detectIn(MARK.embedded(plain(colour))).isPresent()).isFalse();
  }

  @Test
  @DisplayName("leaves brightness nearly as it was: it is in the colours")
  void luma() {
    Picture picture = picture(512, 512);
    int[] before = YuvPlanes.of(picture).y();
    int[] after = YuvPlanes.of(MARK.embedded(picture)).y();
    for (int i = 0; i < before.length; i++) {
      assertThat(Math.abs(before[i] - after[i])).isLessThanOrEqualTo(1);
    }
  }

  @Test
  @DisplayName("needs 65536 pixels and 8 to 32 bytes; messages say so")
  void limits() {
    assertThatThrownBy(() -> MARK.embedded(picture(255, 256)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536 pixels or more")
        .hasMessageContaining("255x256");
    assertThat(MARK.detectIn(MARK.embedded(picture(128, 512))).bits()).isEqualTo(136);
    assertThatThrownBy(() -> new Watermark("short"))
        .hasMessageContaining("8 to 32 bytes")
        .hasMessageContaining("'short' has 5");
    assertThatThrownBy(() -> new Watermark("\u00e4".repeat(17))).hasMessageContaining("34");
  }

  @Test
  @DisplayName("is looked for by a command whose exit code says what it found")
  void command() throws IOException {
    Path marked = folder.resolve("marked.png");
    Path plain = folder.resolve("plain.png");
    PictureInfo info = PictureInfo.of("a", DigitalSource.TRAINED_ALGORITHMIC_MEDIA);
    PictureFiles.writePng(marked, MARK.embedded(picture(512, 512)), info);
    PictureFiles.writePng(plain, picture(512, 512), info);

    assertThat(command(0, marked.toString())).contains("carries the watermark StableDiffusionV1");
    assertThat(command(1, marked.toString(), "SomethingElse")).contains("does not carry");
    assertThat(command(1, plain.toString())).contains("68 of 136 bits match");
    assertThat(command(2, folder.resolve("none.png").toString())).contains("none.png");
    assertThat(command(2)).contains("usage");
  }

  private static String command(int expected, String... arguments) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    assertThat(ReadWatermark.run(arguments, stream, stream)).isEqualTo(expected);
    return printed.toString(StandardCharsets.UTF_8);
  }
}
