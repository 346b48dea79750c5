package org.latentj.text.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class MojibakeHeuristicTest {

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "\u0085", "Ã©", "â€œ", "Ã¼", "voilÃ ", "Â©", "×²", "Ø§Ù„", "à¹", "√±", "≈°", "‚Äî", "вЂ™",
        "Р°Р", "β€™", "ā€", "œ ", "Ð°", "é€", "¼É", "Ã\u00a0", "x Â ", "┬ö", "├®", "É¼"
      })
  @DisplayName("pairs that come from misread UTF-8 are suspicious")
  void suspicious(String text) {
    assertThat(MojibakeHeuristic.isBad(text)).isTrue();
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "", "ascii only", "é", "naïve", "£10", "10 €", "«oui»", "“non”", "½ cup", "œuvre",
            "Ångström",
        "Ελλάδα", "мир", "日本", "½×¾", "©®™", "│ │", "ÅÄÖ", "ñandú", "(ò_ó)", "50°", "Ø 5 mm"
      })
  @DisplayName("ordinary accents, signs and scripts are not")
  void ordinary(String text) {
    assertThat(MojibakeHeuristic.isBad(text)).isFalse();
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource({
    "Ã©, 0, 2",
    "Ã©x, 0, 2",
    "Ã©Ã©, 0, 4",
    "â€™s, 0, 3",
    "ðŸ˜€, 0, 4",
    "xÃ©, 0, 0",
    "xÃ©, 1, 3",
    "Ã, 0, 0",
    "Ãx, 0, 0",
    "â€, 0, 0",
    "â€x, 0, 0"
  })
  @DisplayName("a run of whole sequences is found, and nothing that breaks off")
  void sequences(String text, int start, int end) {
    assertThat(MojibakeHeuristic.sequenceEnd(text, start)).isEqualTo(end);
  }

  @Test
  @DisplayName("a run does not begin in the middle of a garble, but may after a quote")
  void context() {
    assertThat(MojibakeHeuristic.sequenceEnd("¼Ã©", 1)).isEqualTo(1);
    assertThat(MojibakeHeuristic.sequenceEnd("“Ã©", 1)).isEqualTo(3);
  }
}
