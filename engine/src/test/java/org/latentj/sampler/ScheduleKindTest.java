package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleKindTest {
  private static final NoiseSchedule SD1 = RobustnessTest.SD1;

  @ParameterizedTest
  @EnumSource(ScheduleKind.class)
  @DisplayName("Sigmas fall strictly from near the largest to zero, and timesteps belong to them")
  void falling(ScheduleKind kind) {
    SigmaTable table = table(kind, 20);

    assertThat(table.steps()).isEqualTo(20);
    assertThat(table.sigmas()).hasSize(21);
    assertThat(table.sigma(0)).isCloseTo(SD1.sigma(999), within(1e-4));
    assertThat(table.sigma(20)).isZero();
    for (int i = 0; i < 20; i++) {
      assertThat(table.sigma(i + 1)).isLessThan(table.sigma(i));
      assertThat((double) table.timesteps()[i])
          .isCloseTo(SD1.timestepOf(table.sigma(i)), within(0.01));
    }
  }

  @Test
  @DisplayName("Karras sigmas are evenly spaced in the seventh root")
  void karras() {
    SigmaTable table = table(ScheduleKind.KARRAS, 10);
    double step = root(table, 1) - root(table, 0);
    for (int i = 1; i < 9; i++) {
      assertThat(root(table, i + 1) - root(table, i)).isCloseTo(step, within(1e-6));
    }
    assertThat(table.sigma(9)).isCloseTo(SD1.sigma(0), within(1e-7));
  }

  @Test
  @DisplayName("Exponential sigmas are evenly spaced in the logarithm")
  void exponential() {
    SigmaTable table = table(ScheduleKind.EXPONENTIAL, 10);
    double ratio = Math.pow(SD1.sigma(0) / (double) SD1.sigma(999), 1 / 9.0);
    for (int i = 0; i < 9; i++) {
      assertThat(table.sigma(i + 1) / table.sigma(i)).isCloseTo(ratio, within(1e-5));
    }
  }

  @Test
  @DisplayName("Uniform, SGM uniform and simple schedules visit the timesteps of their formulas")
  void timesteps() {
    for (int i = 0; i < 8; i++) {
      assertThat((double) table(ScheduleKind.UNIFORM, 8).timesteps()[i])
          .isCloseTo(999 - 999 * i / 7.0, within(1e-3));
      assertThat((double) table(ScheduleKind.SGM_UNIFORM, 8).timesteps()[i])
          .isCloseTo(999 - 999 * i / 8.0, within(1e-3));
      assertThat((double) table(ScheduleKind.SIMPLE, 8).timesteps()[i]).isEqualTo(999 - 125 * i);
    }
    assertThat(table(ScheduleKind.SIMPLE, 8).sigmas()[3]).isCloseTo(SD1.sigma(624), within(1e-5f));
  }

  @Test
  @DisplayName("Beta sigmas are quantiles: symmetric about the middle, dense at both ends")
  void beta() {
    SigmaTable table = table(ScheduleKind.BETA, 11);
    double sum = SD1.sigma(0) + SD1.sigma(999);
    for (int i = 0; i <= 5; i++) {
      assertThat(table.sigma(i) + table.sigma(10 - i)).isCloseTo(sum, within(1e-5));
    }
    assertThat(table.sigma(0) - table.sigma(1)).isLessThan(table.sigma(4) - table.sigma(5));
  }

  @Test
  @DisplayName("Quantiles of beta distributions with closed forms are exact")
  void betaQuantiles() {
    for (double p = 0; p <= 1; p += 0.05) {
      double sine = Math.sin(Math.PI * p / 2);
      assertThat(BetaDistribution.quantile(p, 0.5)).isCloseTo(sine * sine, within(1e-6));
      assertThat(BetaDistribution.quantile(p, 1)).isCloseTo(p, within(1e-9));
      double x = BetaDistribution.quantile(p, 2);
      assertThat(3 * x * x - 2 * x * x * x).isCloseTo(p, within(5e-6));
    }
  }

  @Test
  @DisplayName(
      "Initial noise is scaled by the largest sigma, for leading timesteps to unit variance")
  void initialScale() {
    SamplerConfig config = SamplerConfig.ofSteps(10);
    double sigma = SD1.sigma(901);
    assertThat(scale(config.withSpacing(TimestepSpacing.LEADING)))
        .isCloseTo(Math.sqrt(sigma * sigma + 1), within(1e-5));
    assertThat(
            scale(config.withSpacing(TimestepSpacing.LEADING).withSchedule(ScheduleKind.UNIFORM)))
        .isCloseTo(SD1.sigma(999), within(1e-5));
    assertThat(scale(config.withSpacing(TimestepSpacing.TRAILING)))
        .isCloseTo(SD1.sigma(999), within(1e-5));
  }

  private static double scale(SamplerConfig config) {
    return SamplerFactory.create(SamplerKind.EULER, SD1, config).initialNoiseScale();
  }

  private static double root(SigmaTable table, int index) {
    return Math.pow(table.sigma(index), 1 / 7.0);
  }

  private static SigmaTable table(ScheduleKind kind, int steps) {
    SamplerConfig config =
        SamplerConfig.ofSteps(steps)
            .withSchedule(kind)
            .withOptions(SamplerOptions.defaultsOf(SamplerKind.EULER));
    return SigmaTable.ofSigmaSampler(SamplerKind.EULER, SD1, config, TimestepSpacing.LINSPACE);
  }
}
