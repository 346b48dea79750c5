package org.latentj.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("As in Python,")
class PythonTextTest {

  /** The right column is {@code repr} of Python 3, less {@code .0}. */
  @ParameterizedTest
  @CsvSource({
    "7.5,7.5",
    "7.0,7",
    "-1,-1",
    "0,0",
    "-0.0,0",
    "0.1,0.1",
    "100,100",
    "0.75,0.75",
    "0.999,0.999",
    "1e-4,0.0001",
    "1e-5,1e-05",
    "1.5e-7,1.5e-07",
    "1e15,1000000000000000",
    "1e16,1e+16",
    "1.25e+300,1.25e+300",
    "123456.789,123456.789",
    "0.30000000000000004,0.30000000000000004"
  })
  @DisplayName("a number is written")
  void numbers(double value, String expected) {
    assertThat(PythonText.number(value)).isEqualTo(expected);
  }

  @Test
  @DisplayName("what is no number is refused")
  void notNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PythonText.number(Double.NaN))
        .withMessage("expected a finite number but got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PythonText.number(Double.NEGATIVE_INFINITY));
  }

  @Test
  @DisplayName("exactly 29 characters are whitespace")
  void whitespace() {
    StringBuilder spaces = new StringBuilder();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (PythonText.isSpace(c)) {
        spaces.appendCodePoint(c);
      }
    }
    assertThat(spaces.toString())
        .isEqualTo(
            "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
                + "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000");
    assertThat(PythonText.strip(spaces + "a b" + spaces)).isEqualTo("a b");
    assertThat(PythonText.strip(spaces.toString())).isEmpty();
  }

  @Test
  @DisplayName("letters, numbers and the underscore make words, combining marks do not")
  void words() {
    "aZ0_é猫Ⅷ½²".codePoints().forEach(c -> assertThat(PythonText.isWord(c)).isTrue());
    " -/.\u0301🌸".codePoints().forEach(c -> assertThat(PythonText.isWord(c)).isFalse());
  }
}
