package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Runs a sampler beside a formula in double precision, on one number instead of latents. */
final class FormulaRun {
  private FormulaRun() {}

  /** One step of the formula. */
  interface Formula {
    double step(double output, int call, double sample, double noise);
  }

  /** Asserts that both agree after every call from {@code first} to before {@code end}. */
  static void assertAgreement(Sampler sampler, Formula formula, int first, int end) {
    double expected = 1.5;
    Latents actual = new Doubles(expected);
    for (int call = first; call < end; call++) {
      double output = Math.sin(3 * call) + 0.2 * expected;
      double noise = Math.cos(5 * call);
      expected = formula.step(output, call, expected, noise);
      actual = sampler.step(new Doubles(output), call, actual, () -> new Doubles(noise));
      assertThat(((Doubles) actual).value())
          .as("call %d", call)
          .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
    }
  }
}
