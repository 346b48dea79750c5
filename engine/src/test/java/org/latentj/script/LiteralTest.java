package org.latentj.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiteralTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1,
        -1.5,
        1e-5,
        1e-6,
        1e-20,
        4.9e-324,
        1.7976931348623157e308,
        1e7,
        123456789.125,
        0.1
      })
  @DisplayName("a double is written so that it reads back the same, and never as an integer")
  void doublesReadBack(double value) {
    String text = Literal.of(value);

    assertThat(Double.parseDouble(text)).isEqualTo(value);
    assertThat(text).matches("-?\\d+\\.\\d+(e-?\\d+)?");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  @DisplayName("what TorchScript has no literal for is refused with its value")
  void noLiteralForNaN(double value) {
    assertThatThrownBy(() -> Literal.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite")
        .hasMessageContaining(String.valueOf(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "a\nb", "a\rb", "caf\u00e9"})
  @DisplayName("a string that would need escaping is refused instead of breaking out of its quotes")
  void hostileStrings(String text) {
    assertThatThrownBy(() -> Literal.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("printable ASCII");
  }

  @Test
  @DisplayName(
      "booleans, none, lists, keywords and variables are written as TorchScript spells them")
  void spelling() {
    assertThat(Literal.of(null)).isEqualTo("None");
    assertThat(Literal.of(true)).isEqualTo("True");
    assertThat(Literal.of(false)).isEqualTo("False");
    assertThat(Literal.of(-3)).isEqualTo("-3");
    assertThat(Literal.of(3_000_000_000L)).isEqualTo("3000000000");
    assertThat(Literal.of("circular")).isEqualTo("\"circular\"");
    assertThat(Literal.of(new int[] {1, -1})).isEqualTo("[1, -1]");
    assertThat(Literal.of(new int[0])).isEqualTo("[]");
    assertThat(Literal.of(Arrays.asList(new Value("v1"), 2, null))).isEqualTo("[v1, 2, None]");
    assertThat(Literal.of(List.of(List.of(1.0), List.of()))).isEqualTo("[[1.0], []]");
    assertThat(Literal.of(new Keyword("memory_format", 2))).isEqualTo("memory_format=2");
  }

  @Test
  @DisplayName("a type without a literal is refused by name")
  void unknownType() {
    assertThatThrownBy(() -> Literal.of(1.5f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Float");
    assertThatThrownBy(() -> Literal.of(List.of(new long[] {1})))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
