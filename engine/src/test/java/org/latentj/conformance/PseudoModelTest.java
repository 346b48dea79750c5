package org.latentj.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

@DisplayName("A formula in the place of a model")
class PseudoModelTest {

  @ParameterizedTest(name = "''{0}''")
  @DisplayName("is read from text with its own numbers and signs")
  @CsvSource(
      delimiter = '|',
      value = {
        "model(x,t) = 0.3*x + 0.1*sin(t/100), x already scaled | 0.3 | 0.1 | false | 100",
        "f(x, t) = 0.25 * x - 2e-1 * cos( t / 50 )             | 0.25 | -0.2 | true | 50",
        "= -1*x + 3*sin(t/7.5)                                 | -1 | 3 | false | 7.5"
      })
  void parses(String text, double slope, double height, boolean cosine, double period) {
    assertThat(PseudoModel.parse(text)).isEqualTo(new PseudoModel(slope, height, cosine, period));
  }

  @ParameterizedTest(name = "''{0}''")
  @DisplayName("of another form is unsupported, and the message shows it")
  @ValueSource(strings = {"", "x", "= 0.3*x*x + 0.1*sin(t/100)", "= 0.3*x + 0.1*tan(t/100)"})
  void refuses(String text) {
    assertThatThrownBy(() -> PseudoModel.parse(text))
        .isInstanceOf(UnsupportedCaseException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  @DisplayName("gives its value at every element")
  void predicts() {
    FloatTensor input = new FloatTensor(Shape.of(1, 2), new float[] {1, -2});
    FloatTensor output = new PseudoModel(0.5, 4, false, 10).predict(input, 0, 5 * Math.PI);
    assertThat(output.shape()).isEqualTo(input.shape());
    assertThat(output.data()).containsExactly(4.5f, 3);
  }
}
