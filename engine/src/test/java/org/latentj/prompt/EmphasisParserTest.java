package org.latentj.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd characters stay out of the test names: not every build tool can print them. */
class EmphasisParserTest {

  private static WeightedText piece(String text, double weight) {
    return new WeightedText(text, weight);
  }

  private static List<WeightedText> one(String prompt) {
    List<List<WeightedText>> sections = EmphasisParser.parse(prompt);
    assertThat(sections).hasSize(1);
    return sections.get(0);
  }

  @Test
  @DisplayName("webui's documented examples hold to the last bit")
  void webuiExamples() {
    assertThat(one("normal text")).containsExactly(piece("normal text", 1));
    assertThat(one("an (important) word"))
        .containsExactly(piece("an ", 1), piece("important", 1.1), piece(" word", 1));
    assertThat(one("(unbalanced")).containsExactly(piece("unbalanced", 1.1));
    assertThat(one("\\(literal\\]")).containsExactly(piece("(literal]", 1));
    assertThat(one("(unnecessary)(parens)")).containsExactly(piece("unnecessaryparens", 1.1));
    assertThat(one("a (((house:1.3)) [on] a (hill:0.5), sun, (((sky)))."))
        .containsExactly(
            piece("a ", 1),
            piece("house", 1.5730000000000004),
            piece(" ", 1.1),
            piece("on", 1),
            piece(" a ", 1.1),
            piece("hill", 0.55),
            piece(", sun, ", 1.1),
            piece("sky", 1.4641000000000006),
            piece(".", 1.1));
  }

  @ParameterizedTest(name = "[{index}]")
  @CsvSource(
      value = {
        "(a) ; a ; 1.1",
        "[a] ; a ; 0.9090909090909091",
        "[[a] ; a ; 0.8264462809917354",
        "([a]) ; a ; 1.0",
        "(a:1.3) ; a ; 1.3",
        "(a: 1.3 ) ; a ; 1.3",
        "(a:.5) ; a ; 0.5",
        "(a:5.) ; a ; 5.0",
        "(a:-2) ; a ; -2.0",
        "(a:+2) ; a ; 2.0",
        "(a:0) ; a ; 0.0",
        "[a:1.3] ; a:1.3 ; 0.9090909090909091",
        "(a:b) ; a:b ; 1.1",
        "(a:1.2.3) ; a:1.2.3 ; 1.1",
        "(a:.) ; a:. ; 1.1",
        "a:1.3) ; a:1.3) ; 1.0",
        "a) ; a) ; 1.0",
        "a] ; a] ; 1.0",
        "\\\\(a) ; \\a ; *",
        "a\\b ; ab ; *",
        "a\\ ; a ; *"
      },
      delimiter = ';')
  @DisplayName("marks give weights, and what is no mark is text")
  void marks(String prompt, String text, String weight) {
    List<WeightedText> pieces = one(prompt);
    StringBuilder joined = new StringBuilder();
    pieces.forEach(p -> joined.append(p.text()));
    assertThat(joined).hasToString(text);
    if (!weight.equals("*")) {
      assertThat(pieces).hasSize(1);
      assertThat(pieces.get(0).weight()).isEqualTo(Double.parseDouble(weight), within(1e-15));
    }
  }

  @Test
  @DisplayName("BREAK separates sections and takes the blanks around it")
  void breaks() {
    assertThat(EmphasisParser.parse("a cat \n BREAK  a dog BREAK"))
        .containsExactly(
            List.of(piece("a cat", 1)), List.of(piece("a dog", 1)), List.of(piece("", 1)));
    assertThat(EmphasisParser.parse("BREAK BREAK")).hasSize(3);
  }

  @Test
  @DisplayName("BREAK in a word, or in another case, does not separate")
  void noBreaks() {
    assertThat(one("BREAKFAST at xBREAK, break _BREAK")).hasSize(1);
  }

  @Test
  @DisplayName("BREAK inside brackets separates, and both sides keep the weight")
  void breakInBrackets() {
    assertThat(EmphasisParser.parse("(a BREAK b:1.5)"))
        .containsExactly(List.of(piece("a", 1.5)), List.of(piece("b", 1.5)));
  }

  @Test
  @DisplayName("an empty prompt is one empty piece of weight 1")
  void empty() {
    assertThat(one("")).containsExactly(piece("", 1));
    assertThat(one("()[]((")).containsExactly(piece("", 1));
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(strings = {"🐱", "\0", "\ud800", "日本 ", "\u202e", "\n"})
  @DisplayName("any other character passes unchanged, a hundred thousand times")
  void otherCharacters(String unit) {
    String prompt = unit.repeat(100_000);
    assertThat(one(prompt)).containsExactly(piece(prompt, 1));
  }

  @Test
  @DisplayName("ten thousand square brackets fade a word to nothing")
  void deepSquares() {
    List<WeightedText> pieces = one("[".repeat(10_000) + "x");
    assertThat(pieces).hasSize(1);
    assertThat(pieces.get(0).weight()).isBetween(0.0, 1e-300);
  }

  @Test
  @DisplayName("ten thousand round brackets are refused, with the product and the limit")
  void deepRounds() {
    assertThatThrownBy(() -> EmphasisParser.parse("a " + "(".repeat(10_000) + "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'x' is Infinity")
        .hasMessageContaining("3.4e38");
  }

  @Test
  @DisplayName("brackets that open and close a hundred thousand times keep their weights")
  void manyBrackets() {
    assertThat(one("(a)b".repeat(25_000))).hasSize(50_000);
    assertThat(one("[]".repeat(50_000) + "x")).containsExactly(piece("x", 1));
    assertThat(one(":".repeat(100_000))).containsExactly(piece(":".repeat(100_000), 1));
    assertThat(one("(" + ": ".repeat(50_000) + ")").get(0).weight()).isEqualTo(1.1);
  }
}
