package org.latentj.text.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class HtmlEntitiesTest {

  @ParameterizedTest(name = "[{index}]")
  @CsvSource(
      value = {
        "&amp; | &",
        "&amp | &",
        "&ampx | &x",
        "&AMP; | &",
        "&eacute; | é",
        "&eacutex | éx",
        "&notit; | ¬it;",
        "&notin; | ∉",
        "&hellip | &hellip",
        "&hellip; | …",
        "&Jscr; | 𝒥",
        "&NotEqualTilde; | ≂̸",
        "&nosuch; | &nosuch;",
        "&#65; | A",
        "&#65x | Ax",
        "&#x41; | A",
        "&#X1f600; | 😀",
        "&#128; | €",
        "&#0; | \ufffd",
        "&#xD800; | \ufffd",
        "&#x110000; | \ufffd",
        "&#99999999999999999999; | \ufffd",
        "&#00000000000000000065; | A",
        "a&#11;b | ab",
        "a&#xFFFE;b | ab",
        "a&#x7f;b | ab",
        "&#; | &#;",
        "&#x; | &#x;",
        "& amp; | & amp;",
        "&&amp; | &&",
        "$1\\2&lt; | $1\\2<"
      },
      delimiter = '|')
  @DisplayName("references are read as browsers do")
  void unescape(String text, String expected) {
    assertThat(HtmlEntities.unescape(text)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource(
      value = {
        "&amp; | &",
        "&amp | &amp",
        "&notit; | &notit;",
        "&eacute; | é",
        "&EACUTE; | É",
        "&Eacute; | É",
        "&eACUTE; | &eACUTE;",
        "&SZLIG; | SS",
        "&FRAC12; | ½",
        "&GT; | >",
        "&#233; | é",
        "&#x; | &#x;",
        "&checkmark; | ✓"
      },
      delimiter = '|')
  @DisplayName("only what ends in a semicolon is unambiguous, and capitals of small names")
  void unescapeUnambiguous(String text, String expected) {
    assertThat(HtmlEntities.unescapeUnambiguous(text)).isEqualTo(expected);
  }

  @Test
  @DisplayName("names are the longest that fit")
  void longestPrefix() {
    assertThat(HtmlEntities.unescape("&notinva")).isEqualTo("¬inva");
    assertThat(HtmlEntities.unescape("&sup1")).isEqualTo("¹");
    assertThat(HtmlEntities.unescape("&supe;")).isEqualTo("⊇");
  }

  @Test
  @DisplayName("long digits and names end in time")
  void hostile() {
    assertThat(HtmlEntities.unescape("&#" + "9".repeat(100_000))).isEqualTo("\ufffd");
    String letters = "&" + "a".repeat(100_000);
    assertThat(HtmlEntities.unescape(letters)).isEqualTo(letters);
  }
}
