package org.latentj.text.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class MojibakeTest {

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({
    "ISO-8859-1, élan naïf",
    "ISO-8859-1, Ελλάδα",
    "windows-1252, café – crème",
    "windows-1252, Größe",
    "windows-1252, العالم",
    "windows-1251, “quotes” — and dash",
    "windows-1251, Привет",
    "windows-1250, Čeština žluťoučký",
    "windows-1253, “quotes” and … dots",
    "windows-1254, “quotes” and … dots",
    "windows-1257, “quotes” and … dots",
    "ISO-8859-2, Žižka’s",
    "x-MacRoman, “quotes” and … dots",
    "IBM437, “quotes” and … dots"
  })
  @DisplayName("UTF-8 read in a single-byte set is read again")
  void repairs(String charset, String text) {
    String mistaken = misread(text, charset);
    assertThat(mistaken).isNotEqualTo(text);
    assertThat(Mojibake.repair(mistaken)).isEqualTo(text);
  }

  /** Reads the UTF-8 bytes of a text in the wrong set; unassigned bytes pass through. */
  private static String misread(String text, String charset) {
    StringBuilder mistaken = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      String one = new String(new byte[] {b}, Charset.forName(charset));
      mistaken.append(one.equals("\ufffd") ? Character.toString(b & 0xff) : one);
    }
    return mistaken.toString();
  }

  @Test
  @DisplayName("text misread three times is repaired three times")
  void repeated() {
    String text = "crème brûlée";
    String mistaken = text;
    for (int i = 0; i < 3; i++) {
      mistaken = misread(mistaken, "windows-1252");
    }
    assertThat(Mojibake.repair(mistaken)).isEqualTo(text);
  }

  @Test
  @DisplayName("a misread part is repaired amid text that no single-byte set holds")
  void partial() {
    assertThat(Mojibake.repair("日本 cafÃ© 日本")).isEqualTo("日本 café 日本");
  }

  @Test
  @DisplayName("a blank that was a no-break space is read as one")
  void lostNoBreakSpace() {
    assertThat(Mojibake.repair("voilÃ le travail")).isEqualTo("voilà le travail");
    assertThat(Mojibake.repair("Ã l’heure")).contains("à");
  }

  @Test
  @DisplayName("lost bytes become a replacement character, and the rest is repaired")
  void lossy() {
    assertThat(Mojibake.repair("â€œ so â€\ufffd")).isEqualTo("“ so \ufffd");
  }

  @Test
  @DisplayName("emoji encoded as two surrogates, and Java's NUL, are read")
  void variants() {
    // CESU-8 of U+1F431, read as ISO-8859-1
    assertThat(Mojibake.repair("\u00ed\u00a0\u00bd\u00ed\u00b0\u00b1 \u0080"))
        .isNotEqualTo("\ud83d\udc31");
    assertThat(Utf8Bytes.decode("\u00ed\u00a0\u00bd\u00ed\u00b0\u00b1")).contains("🐱");
    assertThat(Utf8Bytes.decode("a\u00c0\u0080b")).contains("a\0b");
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({"\u00ff", "\u00c3", "\u00ed\u00a0\u0080", "\u00c0\u00af", "a\u0080"})
  @DisplayName("malformed UTF-8 is not decoded")
  void malformed(String bytes) {
    assertThat(Utf8Bytes.decode(bytes)).isEmpty();
  }

  @Test
  @DisplayName("stray control characters are read as windows-1252")
  void controls() {
    assertThat(Mojibake.repair("10 \u0080 日")).isEqualTo("10 € 日");
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({
    "'AHÅ™, the sofa'",
    "'a radius of 10 Å—'",
    "'ВІКІ'",
    "'Brontë…”'",
    "'!YO SÉ¡'",
    "'(òúó) ò_ó'",
    "'¿Qué? ¡Sí!'"
  })
  @DisplayName("unusual but good text is left alone")
  void falseFriends(String text) {
    assertThat(Mojibake.repair(text)).isEqualTo(text);
  }

  @Test
  @DisplayName("every supported set maps its 256 bytes there and back")
  void encodings() {
    List<SingleByteEncoding> all = SingleByteEncoding.ALL;
    assertThat(all).hasSize(10);
    for (SingleByteEncoding encoding : all) {
      String characters = new String(encoding.decodeRange(0, 255));
      String bytes = encoding.encode(characters).orElseThrow();
      for (int i = 0; i < 256; i++) {
        assertThat((int) bytes.charAt(i)).isEqualTo(i);
      }
      assertThat(encoding.encode("🐱")).isEmpty();
    }
  }
}
