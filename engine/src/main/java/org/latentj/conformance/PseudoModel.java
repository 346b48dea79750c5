package org.latentj.conformance;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.tensor.FloatTensor;

/**
 * A formula in the place of a network: {@code slope * x + height * sin(t / period)}, or with cos.
 *
 * @param slope factor of the input
 * @param height factor of the wave, negative where the formula subtracts it
 * @param cosine whether the wave is a cosine
 * @param period divisor of the timestep
 */
record PseudoModel(double slope, double height, boolean cosine, double period)
    implements CallModel {
  private static final String NUMBER = "([0-9.]+(?:[eE][-+]?[0-9]+)?)";
  private static final Pattern FORMULA =
      Pattern.compile(
          "=\\s*(-?)\\s*%1$s\\s*\\*\\s*x\\s*([-+])\\s*%1$s\\s*\\*\\s*(sin|cos)\\(\\s*t\\s*/\\s*%1$s\\s*\\)"
              .formatted(NUMBER));

  /**
   * Reads a formula such as {@code model(x,t) = 0.3*x + 0.1*sin(t/100), ...}.
   *
   * @throws UnsupportedCaseException if it has another form
   */
  static PseudoModel parse(String text) {
    Matcher formula = FORMULA.matcher(text);
    if (!formula.find()) {
      throw new UnsupportedCaseException("model formula '" + text + "'");
    }
    double slope = Double.parseDouble(formula.group(2));
    double height = Double.parseDouble(formula.group(4));
    return new PseudoModel(
        formula.group(1).isEmpty() ? slope : -slope,
        formula.group(3).equals("+") ? height : -height,
        formula.group(5).equals("cos"),
        Double.parseDouble(formula.group(6)));
  }

  @Override
  public FloatTensor predict(FloatTensor input, int call, double timestep) {
    double phase = timestep / period;
    float wave = (float) (height * (cosine ? Math.cos(phase) : Math.sin(phase)));
    float factor = (float) slope;
    float[] out = new float[input.data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = factor * input.data()[i] + wave;
    }
    return new FloatTensor(input.shape(), out);
  }
}
