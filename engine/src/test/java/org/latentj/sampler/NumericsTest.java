package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.model.PredictionType;

class NumericsTest {

  @Test
  @DisplayName("Phi functions obey their recursion on both sides of the series' radius and at zero")
  void phi() {
    assertThat(Phi.of(1, 0)).isEqualTo(1);
    assertThat(Phi.of(2, 0)).isEqualTo(0.5);
    assertThat(Phi.of(3, 0)).isCloseTo(1 / 6.0, within(1e-15));
    for (double z : new double[] {-3, -0.51, -0.49, -1e-9, 0.2, 0.51, 2.5}) {
      assertThat(z * Phi.of(1, z)).isCloseTo(Math.expm1(z), within(1e-13));
      assertThat(z * Phi.of(2, z)).isCloseTo(Phi.of(1, z) - 1, within(1e-13));
      assertThat(z * Phi.of(3, z)).isCloseTo(Phi.of(2, z) - 0.5, within(1e-13));
      assertThat(z * Phi.of(4, z)).isCloseTo(Phi.of(3, z) - 1 / 6.0, within(1e-13));
    }
  }

  @Test
  @DisplayName("A system whose first pivot is zero is solved")
  void linearSystem() {
    double[][] matrix = {{0, 2, 1}, {1, 1, 1}, {4, -1, 3}};
    double[] solution = {3, -2, 0.5};
    double[] right = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        right[i] += matrix[i][k] * solution[k];
      }
    }

    assertThat(LinearSystem.solve(matrix, right)).containsExactly(solution, within(1e-12));
  }

  @Test
  @DisplayName("Clean sample and noise are found from every kind of prediction")
  void predictions() {
    double clean = 0.7;
    double noise = -1.3;
    double sigma = 2.4;
    double alpha = Prediction.alpha(sigma);
    Doubles seen = new Doubles(alpha * clean + alpha * sigma * noise);
    Doubles unscaled = new Doubles(clean + sigma * noise);
    for (PredictionType type : PredictionType.values()) {
      Doubles output =
          switch (type) {
            case EPSILON -> new Doubles(noise);
            case V_PREDICTION -> new Doubles(alpha * noise - alpha * sigma * clean);
            case SAMPLE -> new Doubles(clean);
          };
      double[][] pairs = {
        {clean, value(Prediction.ofCleanSample(type, alpha, alpha * sigma), seen, output)},
        {noise, value(Prediction.ofNoise(type, alpha, alpha * sigma), seen, output)},
        {clean, value(Prediction.ofCleanSample(type, sigma), unscaled, output)},
        {noise, value(Prediction.ofNoise(type, sigma), unscaled, output)}
      };
      for (double[] pair : pairs) {
        assertThat(pair[1]).as(type.name()).isCloseTo(pair[0], within(1e-12));
      }
    }
  }

  @Test
  @DisplayName("An ancestral step splits the variance of its target, by eta")
  void ancestralStep() {
    AncestralStep full = AncestralStep.of(5, 2, 1);
    assertThat(full.up() * full.up() + full.down() * full.down()).isCloseTo(4, within(1e-12));
    assertThat(full.down()).isCloseTo(4 / 5.0, within(1e-12));
    assertThat(AncestralStep.of(5, 2, 0)).isEqualTo(new AncestralStep(2, 0));
    assertThat(AncestralStep.of(5, 0, 1)).isEqualTo(new AncestralStep(0, 0));
    assertThat(AncestralStep.of(5, 2, 0.5).up()).isCloseTo(full.up() / 2, within(1e-12));
  }

  @Test
  @DisplayName("LCM's timesteps are a subset of its teacher's")
  void lcmTimesteps() {
    assertThat(LcmSampler.timesteps(4, 50, 1000)).containsExactly(999, 759, 499, 259);
    assertThat(LcmSampler.timesteps(1, 50, 1000)).containsExactly(999);
    assertThat(LcmSampler.timesteps(8, 50, 1000))
        .containsExactly(999, 879, 759, 639, 499, 379, 259, 139);
    assertThatThrownBy(() -> LcmSampler.timesteps(4, 2000, 1000))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("Options out of range are refused with the value")
  void options() {
    SolverAlgorithm algorithm = SolverAlgorithm.DPM_SOLVER_PLUS_PLUS;
    for (int order : new int[] {0, 4}) {
      assertThatThrownBy(
              () ->
                  new SamplerOptions(
                      order,
                      algorithm,
                      SolverType.HEUN,
                      true,
                      false,
                      FinalSigma.ZERO,
                      false,
                      false,
                      50,
                      10))
          .hasMessageContaining("got " + order);
    }
  }

  private static double value(Prediction prediction, Doubles sample, Doubles output) {
    return ((Doubles) prediction.apply(sample, output)).value();
  }
}
