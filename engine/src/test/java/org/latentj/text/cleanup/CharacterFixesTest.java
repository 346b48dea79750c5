package org.latentj.text.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class CharacterFixesTest {

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({
    "\u0132\u0133, IJij",
    "\u0149, 'ʼn'",
    "\u01c4\u01c5\u01c6, DŽDždž",
    "\u01c7\u01c8\u01c9, LJLjlj",
    "\u01ca\u01cb\u01cc, NJNjnj",
    "\u01f1\u01f2\u01f3, DZDzdz",
    "\ufb00\ufb01\ufb02, fffifl",
    "\ufb03\ufb04, ffiffl",
    "\ufb05\ufb06, ſtst"
  })
  @DisplayName("ligatures and digraphs of Latin letters are taken apart")
  void ligatures(String text, String expected) {
    assertThat(CharacterFixes.apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"æ", "œ", "ß", "ŋ", "\ufb13", "\ufdfa", "½", "²", "Ⅷ", "™", "№", "𝓼"})
  @DisplayName("other compatibility characters stay")
  void noLigatures(String text) {
    assertThat(CharacterFixes.apply(text)).isEqualTo(text);
  }

  @Test
  @DisplayName("full-width ASCII becomes ASCII, all 94 characters of it")
  void fullWidth() {
    String wide =
        IntStream.rangeClosed(0xff01, 0xff5e)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String ascii =
        IntStream.rangeClosed('!', '~')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertThat(CharacterFixes.apply(wide)).isEqualTo(ascii);
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({"ｱｲｳ, アイウ", "ﾡ, ᄀ", "￦￡, ₩£", "｡｢｣, 。「」"})
  @DisplayName("half-width letters and signs become normal ones")
  void halfWidth(String text, String expected) {
    assertThat(CharacterFixes.apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"\u02bc", "\u2018", "\u2019", "\u201a", "\u201b"})
  @DisplayName("curly single quotes are straightened")
  void singleQuotes(String quote) {
    assertThat(CharacterFixes.apply("a" + quote + "b")).isEqualTo("a'b");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"\u201c", "\u201d", "\u201e", "\u201f"})
  @DisplayName("curly double quotes are straightened")
  void doubleQuotes(String quote) {
    assertThat(CharacterFixes.apply(quote + "b")).isEqualTo("\"b");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"«", "»", "‹", "›", "′", "″", "`", "´", "「"})
  @DisplayName("other quotes stay")
  void otherQuotes(String quote) {
    assertThat(CharacterFixes.apply(quote)).isEqualTo(quote);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"\r\n", "\r", "\n", "\u2028", "\u2029"})
  @DisplayName("every line break is a line feed")
  void lineBreaks(String lineBreak) {
    assertThat(CharacterFixes.apply("a" + lineBreak + "b")).isEqualTo("a\nb");
  }

  @Test
  @DisplayName("invisible controls go, blanks and joiners stay")
  void controls() {
    for (char c = 0; c < 0x20; c++) {
      boolean blank = c == '\t' || c == '\n' || c == '\f' || c == '\r';
      String expected = blank ? "a" + (c == '\r' ? '\n' : c) + "b" : "ab";
      assertThat(CharacterFixes.apply("a" + c + "b")).as("U+%04X", (int) c).isEqualTo(expected);
    }
    assertThat(CharacterFixes.apply("\u007f\u206a\u206f\ufeff\ufff9\ufffc")).isEmpty();
    String kept = "\u200c\u200d\u200e\u202a\u202e\u2060\ufffd\ufe0f";
    assertThat(CharacterFixes.apply(kept)).isEqualTo(kept);
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({"'\u001b[31mred', red", "'\u001b[1;32;40mgreen\u001b[0m', green", "'\u001b[K', ''"})
  @DisplayName("terminal escapes go with all their numbers")
  void terminalEscapes(String text, String expected) {
    assertThat(CharacterFixes.apply(text)).isEqualTo(expected);
  }

  @Test
  @DisplayName("an escape that is none loses its control character only")
  void noTerminalEscape() {
    assertThat(CharacterFixes.apply("\u001b[12")).isEqualTo("[12");
    assertThat(CharacterFixes.apply("\u001b]0;x")).isEqualTo("]0;x");
  }

  @Test
  @DisplayName("C1 controls are what windows-1252 has at their numbers, or stay where it has none")
  void c1() {
    assertThat(CharacterFixes.apply("\u0080\u0095\u0096")).isEqualTo("€•–");
    assertThat(CharacterFixes.apply("\u0081\u009d")).isEqualTo("\u0081\u009d");
  }

  @Test
  @DisplayName("surrogates pass in pairs, and are replaced alone")
  void surrogates() {
    assertThat(CharacterFixes.apply("\ud83d\udc31")).isEqualTo("🐱");
    assertThat(CharacterFixes.apply("\udc31\ud83d")).isEqualTo("\ufffd\ufffd");
    assertThat(CharacterFixes.apply("\ud83d\ud83d\udc31\ud83d")).isEqualTo("\ufffd🐱\ufffd");
  }
}
