package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentj.model.NoiseScheduleConfig;

/** DEIS against a scalar form of diffusers' {@code DEISMultistepScheduler.step}. */
class DeisFormulaTest {
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1());

  @ParameterizedTest(name = "order {0}, {1} steps from {2}, lower order at the end: {3}")
  @CsvSource({
    "1, 10, 0, true",
    "2, 10, 0, true",
    "2, 10, 0, false",
    "2, 20, 0, true",
    "2, 20, 11, true",
    "3, 10, 0, true",
    "3, 10, 0, false",
    "3, 20, 0, true",
    "3, 20, 11, true"
  })
  @DisplayName("A run is diffusers' formula step by step")
  void formula(int order, int steps, int first, boolean lowerOrderFinal) {
    SamplerOptions own = SamplerOptions.defaultsOf(SamplerKind.DEIS);
    SamplerOptions options =
        new SamplerOptions(
            order,
            own.algorithm(),
            own.type(),
            lowerOrderFinal,
            false,
            own.finalSigma(),
            false,
            false,
            50,
            10);
    SamplerConfig config = SamplerConfig.ofSteps(steps).withFirstCall(first).withOptions(options);
    SigmaTable table =
        SigmaTable.ofSolver(SamplerKind.DEIS, SCHEDULE, config, TimestepSpacing.LINSPACE);
    Sampler sampler = SamplerFactory.create(SamplerKind.DEIS, SCHEDULE, config);

    double x = 1.5;
    Latents actual = new Doubles(x);
    List<Double> outputs = new ArrayList<>();
    for (int call = first; call < steps; call++) {
      double output = Math.sin(3 * call) + 0.2 * x;
      outputs.add(0, output);
      boolean few = lowerOrderFinal && steps < 15;
      int used = Math.min(order, outputs.size());
      if (call == steps - 1 && few) {
        used = 1;
      } else if (call == steps - 2 && few) {
        used = Math.min(used, 2);
      }
      x = step(table, call, used, outputs, x);
      actual = sampler.step(new Doubles(output), call, actual, TestLatents.NO_NOISE);
      assertThat(((Doubles) actual).value())
          .as("call %d", call)
          .isCloseTo(x, within(1e-7 * Math.max(1, Math.abs(x))));
    }
  }

  private static double step(SigmaTable table, int call, int order, List<Double> m, double x) {
    SolverPoint t = SolverPoint.of(table.sigma(call + 1));
    SolverPoint s0 = SolverPoint.of(table.sigma(call));
    if (order == 1) {
      double h = t.lambda() - s0.lambda();
      return t.alpha() / s0.alpha() * x - t.sigma() * (Math.exp(h) - 1) * m.get(0);
    }
    double rhoT = table.sigma(call + 1);
    double rho0 = table.sigma(call);
    double rho1 = table.sigma(call - 1);
    if (order == 2) {
      double first = second(rhoT, rho0, rho1) - second(rho0, rho0, rho1);
      double other = second(rhoT, rho1, rho0) - second(rho0, rho1, rho0);
      return t.alpha() * (x / s0.alpha() + first * m.get(0) + other * m.get(1));
    }
    double rho2 = table.sigma(call - 2);
    double first = third(rhoT, rho0, rho1, rho2) - third(rho0, rho0, rho1, rho2);
    double middle = third(rhoT, rho1, rho2, rho0) - third(rho0, rho1, rho2, rho0);
    double last = third(rhoT, rho2, rho0, rho1) - third(rho0, rho2, rho0, rho1);
    return t.alpha() * (x / s0.alpha() + first * m.get(0) + middle * m.get(1) + last * m.get(2));
  }

  private static double second(double t, double b, double c) {
    return t * (-Math.log(c) + Math.log(t) - 1) / (Math.log(b) - Math.log(c));
  }

  private static double third(double t, double b, double c, double d) {
    double numerator =
        t
            * (Math.log(c) * (Math.log(d) - Math.log(t) + 1)
                - Math.log(d) * Math.log(t)
                + Math.log(d)
                + Math.log(t) * Math.log(t)
                - 2 * Math.log(t)
                + 2);
    return numerator / ((Math.log(b) - Math.log(c)) * (Math.log(b) - Math.log(d)));
  }
}
