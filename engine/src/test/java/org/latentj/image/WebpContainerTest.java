package org.latentj.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pictures' pixels are cut off: nothing here looks at them. */
@DisplayName("A WebP")
class WebpContainerTest {
  /** 300x200; an odd length and its pad byte. */
  private static final String LOSSY =
      "56503820" + "0b000000" + "500000" + "9d012a2c01c800" + "ff00";

  /** 700x500, with alpha. */
  private static final String LOSSLESS = "5650384c" + "0b000000" + "2fbbc27c10" + "01020304050600";

  private static final PictureInfo INFO =
      PictureInfo.of("a f\u00f6x \u72d0\nSteps: 2", DigitalSource.TRAINED_ALGORITHMIC_MEDIA);

  @TempDir private Path folder;

  @Test
  @DisplayName("gets the parameters in EXIF and where it comes from in XMP")
  void holdsMetadata() throws IOException {
    Path file = folder.resolve("p.webp");

    PictureFiles.writeWebp(file, riff(LOSSY), INFO);

    assertThat(PictureFiles.readParameters(file)).isEqualTo(INFO.parameters());
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
        .contains("XMP ", "trainedAlgorithmicMedia");
    byte[] bytes = Files.readAllBytes(file);
    assertThat(hex(bytes, 4, 4)).as("length").isEqualTo(littleEndian(bytes.length - 8));
    // Flags (EXIF and XMP), reserved, width - 1 and height - 1 in three bytes each.
    assertThat(hex(bytes, 12, 18)).isEqualTo("56503858" + "0a000000" + "0c000000" + "2b0100c70000");
    assertThat(hex(bytes, 30, 20)).as("pixels").isEqualTo(LOSSY);
  }

  @Test
  @DisplayName("keeps its transparency")
  void keepsAlpha() throws IOException {
    byte[] bytes = WebpContainer.withInfo(riff(LOSSLESS), INFO);

    assertThat(hex(bytes, 20, 10)).isEqualTo("1c000000" + "bb0200f30100");
  }

  @Test
  @DisplayName("has one of each kind of metadata, however often it is written")
  void replacesMetadata() {
    byte[] once = WebpContainer.withInfo(riff(LOSSLESS), INFO);
    PictureInfo other = PictureInfo.of("other", DigitalSource.TRAINED_ALGORITHMIC_MEDIA);

    assertThat(WebpContainer.withInfo(WebpContainer.withInfo(once, other), INFO)).isEqualTo(once);
    byte[] none = WebpContainer.withInfo(once, PictureInfo.NONE);
    assertThat(hex(none, 20, 4)).isEqualTo("10000000");
    assertThat(none).hasSize(30 + LOSSLESS.length() / 2);
  }

  @Test
  @DisplayName("stays as it is if there is nothing to say")
  void staysPlain() {
    assertThat(WebpContainer.withInfo(riff(LOSSY), PictureInfo.NONE)).isEqualTo(riff(LOSSY));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "5249464604000000, expected a WebP picture but got 8 bytes",
        "524946460400000057454250, the WebP picture has no pixels",
        "52494646ff000000574542505650384cffffff7f, ends within its chunk 'VP8L' of 2147483647"
            + " bytes",
        "52494646ff000000574542505650384cffffffff, ends within its chunk 'VP8L' of 4294967295"
            + " bytes",
        "524946461600000057454250565038200a00000000000000000000000000, chunk 'VP8 ' is damaged",
        "524946461600000057454250494343500a00000000000000000000000000, chunk 'ICCP' is damaged"
      })
  @DisplayName("is refused if it is none")
  void refuses(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> WebpContainer.withInfo(bytes, INFO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static byte[] riff(String chunk) {
    int bytes = 4 + chunk.length() / 2;
    return HexFormat.of().parseHex("52494646" + littleEndian(bytes) + "57454250" + chunk);
  }

  private static String littleEndian(int value) {
    return HexFormat.of().toHexDigits(Integer.reverseBytes(value));
  }

  private static String hex(byte[] bytes, int from, int length) {
    return HexFormat.of().formatHex(bytes, from, from + length);
  }
}
