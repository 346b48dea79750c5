package org.latentj.maven.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Values")
class ValuesTest {

  @Test
  @DisplayName("that are whole numbers may be the ends of their range, and not beyond")
  void wholeNumbers() {
    ValueType<Long> type = Values.whole(-2, Long.MAX_VALUE);

    assertThat(type.parse("-2")).isEqualTo(-2);
    assertThat(type.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    refuses(type, "-3", "expected a whole number from -2 to 9223372036854775807 but got '-3'");
    refuses(
        type,
        "9223372036854775808",
        "expected a whole number from -2 to 9223372036854775807 but got '9223372036854775808'");
    refuses(type, "", "expected a whole number from -2 to 9223372036854775807 but got ''");
    refuses(type, "1_0", "expected a whole number from -2 to 9223372036854775807 but got '1_0'");
  }

  @Test
  @DisplayName("that are decimal may have any common form")
  void decimals() {
    ValueType<Double> type = Values.decimal(0, 100);

    assertThat(type.parse("0")).isZero();
    assertThat(type.parse("+7.5")).isEqualTo(7.5);
    assertThat(type.parse(".5")).isEqualTo(0.5);
    assertThat(type.parse("5.")).isEqualTo(5);
    assertThat(type.parse("1E2")).isEqualTo(100);
    refuses(type, "100.0000001", "expected a number from 0 to 100 but got '100.0000001'");
    refuses(type, "-0.1", "expected a number from 0 to 100 but got '-0.1'");
    refuses(type, "7.5f", "expected a number from 0 to 100 but got '7.5f'");
    refuses(type, "Infinity", "expected a number from 0 to 100 but got 'Infinity'");
  }

  @Test
  @DisplayName("that are sizes are width x height")
  void sizes() {
    assertThat(Values.size().parse("512x768")).isEqualTo(new Size(512, 768));
    assertThat(Values.size().parse("8 X 8192")).isEqualTo(new Size(8, 8192));
    assertThat(new Size(512, 768)).hasToString("512x768");
    refuses(Values.size(), "7x8", "expected a whole number from 8 to 8192 but got '7'");
    refuses(
        Values.size(), "8x8x8", "expected a size such as 512x768 (width x height) but got '8x8x8'");
  }

  @Test
  @DisplayName("that are texts lose blanks at their ends, and are not endless")
  void texts() {
    assertThat(Values.text().parse(" a fox\n")).isEqualTo("a fox");
    assertThat(Values.text().parse("x".repeat(20_000))).hasSize(20_000);
    refuses(Values.text(), "x".repeat(20_001), "expected at most 20000 characters but got 20001");
  }

  private static void refuses(ValueType<?> type, String text, String message) {
    assertThatThrownBy(() -> type.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
