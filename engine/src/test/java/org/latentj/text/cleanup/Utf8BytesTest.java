package org.latentj.text.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class Utf8BytesTest {

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String damaged(String text) {
    return bytes(text).replace('\u00a0', ' ');
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"", "plain", "é", "日本", "🐱", "a\0b", "\uffff", "힣", "\ud7ff"})
  @DisplayName("well-formed UTF-8 of every length is decoded")
  void decodes(String text) {
    assertThat(Utf8Bytes.decode(bytes(text))).contains(text);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "\u0080",
        "\u00c3",
        "\u00e2\u0082",
        "\u00f0\u009f\u0090",
        "\u00c1\u0081",
        "\u00e0\u0080\u0080",
        "\u00f5\u0080\u0080\u0080",
        "\u00ed\u00b0\u00b1",
        "\u00ed\u00b0\u00b1\u00ed\u00a0\u00bd"
      })
  @DisplayName("stray, short, overlong, too large and unpaired sequences are refused")
  void refuses(String bytes) {
    assertThat(Utf8Bytes.decode(bytes)).isEmpty();
  }

  @Test
  @DisplayName("surrogate pairs in UTF-8 are one character each, next to normal ones")
  void cesu8() {
    String cat = "\u00ed\u00a0\u00bd\u00ed\u00b0\u00b1";
    assertThat(Utf8Bytes.decode("a" + cat + cat + bytes("é🐱힣"))).contains("a🐱🐱é🐱힣");
    String lowest = "\u00ed\u00a0\u0080\u00ed\u00b0\u0080";
    String highest = "\u00ed\u00af\u00bf\u00ed\u00bf\u00bf";
    assertThat(Utf8Bytes.decode(lowest)).contains(Character.toString(0x10000));
    assertThat(Utf8Bytes.decode(highest)).contains(Character.toString(0x10ffff));
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({"Š", "Π", "Р", "‡ or †", "㠀", "😠"})
  @DisplayName("a no-break space that became a space is put back within a sequence")
  void restores(String text) {
    String restored = Utf8Bytes.restoreNoBreakSpaces(damaged(text));
    assertThat(Utf8Bytes.decode(restored)).contains(text);
  }

  @Test
  @DisplayName("a grave before a blank keeps the blank, except where Portuguese contracts")
  void aGrave() {
    assertThat(Utf8Bytes.restoreNoBreakSpaces("\u00c3 la")).isEqualTo("\u00c3\u00a0 la");
    assertThat(Utf8Bytes.restoreNoBreakSpaces("\u00c3 quele")).isEqualTo("\u00c3\u00a0quele");
    assertThat(Utf8Bytes.restoreNoBreakSpaces("\u00c3 s dez")).isEqualTo("\u00c3\u00a0s dez");
    assertThat(Utf8Bytes.restoreNoBreakSpaces("\u00c3  la")).isEqualTo("\u00c3\u00a0 la");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {"\u00c4 x", "\u00e4 \u0080", "\u00e0 \u0080", "\u00e2 x", "a b", "\u00e2 \u0085"})
  @DisplayName("spaces elsewhere stay")
  void keepsSpaces(String bytes) {
    assertThat(Utf8Bytes.restoreNoBreakSpaces(bytes)).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "\u001a",
        "\u00c3\u001a",
        "\u00c3?",
        "\u00e2\u0080\u001a",
        "\u00e2\u001a\u0099",
        "\u00e2?\u001a",
        "\u00f0\u009f\u001a\u001a",
        "\u00f0?\u0090\u00b1",
        "\u00ed\u00a0\u001a\u00ed\u00b0\u00b1"
      })
  @DisplayName("a sequence with a lost byte is one replacement character")
  void lost(String bytes) {
    assertThat(Utf8Bytes.decode(Utf8Bytes.replaceLost("<" + bytes + ">"))).contains("<\ufffd>");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"what?", "\u00d0?", "\u00c3\u00a9?", "\u00e2??", ""})
  @DisplayName("a question mark that replaces nothing stays")
  void notLost(String bytes) {
    assertThat(Utf8Bytes.replaceLost(bytes)).isEqualTo(bytes);
  }
}
