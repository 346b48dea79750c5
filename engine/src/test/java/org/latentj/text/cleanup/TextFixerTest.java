package org.latentj.text.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextFixerTest {

  @Test
  @DisplayName("letter case, blanks within lines and line feeds stay as they are")
  void keepsShape() {
    assertThat(TextFixer.fix(" A  b\n\n C\t")).isEqualTo(" A  b\n\n C\t");
  }

  @Test
  @DisplayName("each line is repaired by itself: one may be mojibake and the next not")
  void byLine() {
    assertThat(TextFixer.fix("cafÃ©\nBrontë…”\n")).isEqualTo("café\nBrontë…\"\n");
  }

  @Test
  @DisplayName("a tag ends the reading of entities, on its line and all after it")
  void tags() {
    assertThat(TextFixer.fix("&amp;\n<b>&amp;\n&amp;")).isEqualTo("&\n<b>&amp;\n&amp;");
  }

  @Test
  @DisplayName("an entity that spells another entity is read until none is left")
  void nestedEntities() {
    assertThat(TextFixer.fix("&amp;amp;amp;eacute;")).isEqualTo("é");
  }

  @Test
  @DisplayName("what one repair brings to light, another repairs")
  void repeats() {
    // An entity of a misread quote, which is curly, and then straight.
    assertThat(TextFixer.fix("&acirc;&euro;&trade;s")).isEqualTo("'s");
    // A full-width ampersand makes an entity.
    assertThat(TextFixer.fix("＆eacute;")).isEqualTo("é");
  }

  @Test
  @DisplayName("letters and their accents are composed")
  void composes() {
    assertThat(TextFixer.fix("u\u0308 \u212b \u1100\u1161")).isEqualTo("ü Å 가");
  }
}
