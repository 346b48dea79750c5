package org.latentj.text.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class TextCleanupTest {

  static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of("A Castle  on\ta\nHill ", "a castle on a hill"),
        Arguments.of("", ""),
        Arguments.of(" ", ""),
        Arguments.of("\u00a0thin\u2009blank\u3000", "thin blank"),
        Arguments.of("‘it’s’ “so”", "'it's' \"so\""),
        Arguments.of("‚low‘ „low“", "'low' \"low\""),
        Arguments.of("ＡＢＣ１２！", "abc12!"),
        Arguments.of("ｶﾀｶﾅ", "カタカナ"),
        Arguments.of("ﬂoor oﬃce", "floor office"),
        Arguments.of("Ĳssel ǆ", "ijssel dž"),
        Arguments.of("e\u0301te\u0301", "\u00e9t\u00e9"),
        Arguments.of("be\u0007ll nu\0ll", "bell null"),
        Arguments.of("\u001b[31mred\u001b[0m", "red"),
        Arguments.of("a\r\nb\rc\u2028d\u2029e", "a b c d e"),
        Arguments.of("\ufeffstart \ufffcobject", "start object"),
        Arguments.of("joined\u200bup \u202eturned", "joined\u200bup \u202eturned"),
        Arguments.of("100 \u0080", "100 €"),
        Arguments.of("lone \ud83d and \udc31 but 🐱", "lone \ufffd and \ufffd but 🐱"),
        Arguments.of("STRASSE straße", "strasse straße"),
        Arguments.of("ΛΌΓΟΣ", "λόγος"),
        Arguments.of("İ", "i\u0307"),
        Arguments.of("fish &amp; chips", "fish & chips"),
        Arguments.of("&lt;b&gt; &#8364; &#x20AC;", "<b> € €"),
        Arguments.of("fish &amp;amp; chips", "fish & chips"),
        Arguments.of("<p>fish &amp; chips", "<p>fish & chips"),
        Arguments.of("P&EACUTE;REZ &SZLIG;", "pérez ss"),
        Arguments.of("naÃ¯ve cafÃ©", "naïve café"),
        Arguments.of("theyâ€™re â€œhereâ€\u009d", "they're \"here\""),
        Arguments.of("double cafÃƒÂ©", "double café"),
        Arguments.of("Ð¼Ð¸Ñ€", "мир"),
        Arguments.of("РїСЂРёРІРµС‚", "привет"),
        Arguments.of("Ã  la carte", "à la carte"),
        Arguments.of("déjà vu, cafÃ©", "déjà vu, café"),
        Arguments.of("ðŸ\u0090±", "🐱"),
        Arguments.of("lost â€�", "lost �"));
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("examples")
  @DisplayName("text is cleaned as CLIP's was")
  void cleans(String text, String cleaned) {
    assertThat(TextCleanup.clean(text)).isEqualTo(cleaned);
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("examples")
  @DisplayName("what is clean stays as it is")
  void idempotent(String text, String cleaned) {
    assertThat(TextCleanup.clean(cleaned)).isEqualTo(cleaned);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "crème brûlée",
        "el niño, así",
        "ångström 10 å",
        "übergröße",
        "любовь и мир",
        "вікі",
        "ελλάδα",
        "日本語 한국어",
        "10 € ± 2 ° ½",
        "x² + y³ ≈ π",
        "© 2020 ®",
        "שלום عالم",
        "a & b &notaname; &#; &",
        "👨\u200d👩\u200d👧 🇫🇷"
      })
  @DisplayName("good text in any language is not taken for mojibake")
  void keepsGoodText(String text) {
    // The one exception is a browser's habit: a name's beginning counts.
    assertThat(TextCleanup.clean(text)).isEqualTo(text.replace("&notaname;", "¬aname;"));
  }

  @Test
  @DisplayName("the locale of the machine does not matter")
  void rootLocale() {
    java.util.Locale before = java.util.Locale.getDefault();
    try {
      java.util.Locale.setDefault(java.util.Locale.forLanguageTag("tr"));
      assertThat(TextCleanup.clean("TITIAN")).isEqualTo("titian");
    } finally {
      java.util.Locale.setDefault(before);
    }
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "x",
        "&",
        "&#",
        "&amp;",
        "Ã©",
        "Ã",
        " ",
        "\n",
        "é<",
        "\0",
        "\ud800",
        "🐱",
        "e\u0301",
        "\u001b[",
        "â€œ x ",
        "Ã©日",
        "\u0301",
        "&#x1F4A9;",
        "<",
        "(",
        "ＡＢ"
      })
  @DisplayName("a hundred thousand repetitions are cleaned without exhausting the stack")
  void longText(String unit) {
    String cleaned = TextCleanup.clean(unit.repeat(100_000 / unit.length()));
    assertThat(cleaned).hasSizeLessThanOrEqualTo(100_001).doesNotContain("\0", "\ud800\ud800");
  }
}
