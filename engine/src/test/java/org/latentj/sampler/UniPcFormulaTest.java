package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * Every variant of the predictor-corrector against a scalar form of diffusers' {@code
 * UniPCMultistepScheduler.step}, whole and sliced.
 */
class UniPcFormulaTest {
  private static final NoiseSchedule SCHEDULE =
      NoiseSchedule.of(
          NoiseScheduleConfig.stableDiffusion1().withPredictionType(PredictionType.SAMPLE));

  @ParameterizedTest(name = "order {0} {1}, {2} steps from {3}, ending at {4}")
  @MethodSource("variants")
  @DisplayName("A run is diffusers' formula step by step")
  void formula(int order, SolverType type, int steps, int first, FinalSigma end) {
    boolean lower = end == FinalSigma.ZERO;
    SamplerOptions options = options(order, type, lower, end);
    SamplerConfig config = SamplerConfig.ofSteps(steps).withFirstCall(first).withOptions(options);
    SigmaTable table =
        SigmaTable.ofSolver(SamplerKind.UNIPC, SCHEDULE, config, TimestepSpacing.LINSPACE);
    Sampler sampler = SamplerFactory.create(SamplerKind.UNIPC, SCHEDULE, config);
    Upstream upstream = new Upstream(table, order, type, lower);

    double expected = 1.5;
    Latents actual = new Doubles(expected);
    for (int call = first; call < steps; call++) {
      double output = Math.sin(3 * call) + 0.2 * expected;
      expected = upstream.step(output, call, expected);
      actual = sampler.step(new Doubles(output), call, actual, TestLatents.NO_NOISE);
      assertThat(((Doubles) actual).value())
          .as("call %d", call)
          .isCloseTo(expected, within(1e-7 * Math.max(1, Math.abs(expected))));
    }
  }

  @Test
  @DisplayName("A last step that stands still leaves the corrected sample as it is")
  void emptyLastStep() {
    SamplerConfig config =
        SamplerConfig.ofSteps(6)
            .withSchedule(ScheduleKind.UNIFORM)
            .withOptions(options(2, SolverType.BH2, true, FinalSigma.SIGMA_MIN));
    Sampler sampler = SamplerFactory.create(SamplerKind.UNIPC, SCHEDULE, config);
    Latents x = new Doubles(1.5);
    for (int call = 0; call < 6; call++) {
      x = sampler.step(new Doubles(0.4), call, x, TestLatents.NO_NOISE);
    }

    // A constant clean sample is integrated exactly: 0.4 alpha + sigma z with the noise z at hand.
    SolverPoint start = SolverPoint.of(SCHEDULE.sigma(999));
    SolverPoint end = SolverPoint.of(SCHEDULE.sigma(0));
    double noise = (1.5 - 0.4 * start.alpha()) / start.sigma();
    assertThat(((Doubles) x).value())
        .isCloseTo(0.4 * end.alpha() + noise * end.sigma(), within(1e-6));
  }

  static Stream<Arguments> variants() {
    List<Arguments> out = new ArrayList<>();
    for (int order = 1; order <= 3; order++) {
      for (SolverType type : List.of(SolverType.BH1, SolverType.BH2)) {
        for (FinalSigma end : FinalSigma.values()) {
          // bh1 scales by the step's length, which to sigma 0 is infinite.
          if (type == SolverType.BH2 || end == FinalSigma.SIGMA_MIN) {
            out.add(Arguments.of(order, type, 8, 0, end));
            out.add(Arguments.of(order, type, 20, 0, end));
            out.add(Arguments.of(order, type, 20, 12, end));
          }
        }
      }
    }
    return out.stream();
  }

  private static SamplerOptions options(int order, SolverType type, boolean lower, FinalSigma end) {
    return new SamplerOptions(
        order, SolverAlgorithm.DPM_SOLVER_PLUS_PLUS, type, lower, false, end, false, false, 50, 10);
  }

  private static final class Upstream {
    private final SigmaTable table;
    private final int solverOrder;
    private final SolverType type;
    private final boolean lowerOrderFinal;
    private final List<Double> outputs = new ArrayList<>();
    private Double lastSample;
    private int thisOrder;
    private int lowerOrderNums;

    Upstream(SigmaTable table, int solverOrder, SolverType type, boolean lowerOrderFinal) {
      this.table = table;
      this.solverOrder = solverOrder;
      this.type = type;
      this.lowerOrderFinal = lowerOrderFinal;
    }

    double step(double output, int index, double sample) {
      double corrected = sample;
      if (index > 0 && lastSample != null) {
        corrected = update(index - 1, thisOrder, lastSample, output);
      }
      outputs.add(output);
      int order = lowerOrderFinal ? Math.min(solverOrder, table.steps() - index) : solverOrder;
      thisOrder = Math.min(order, lowerOrderNums + 1);
      lastSample = corrected;
      double result = update(index, thisOrder, corrected, null);
      lowerOrderNums = Math.min(lowerOrderNums + 1, solverOrder);
      return result;
    }

    /** Both of upstream's update functions, which share all but the weights. */
    private double update(int from, int order, double x, Double atEnd) {
      SolverPoint t = SolverPoint.of(table.sigma(from + 1));
      SolverPoint s0 = SolverPoint.of(table.sigma(from));
      double m0 = outputs.get(outputs.size() - 1);
      double hh = -(t.lambda() - s0.lambda());
      double[] rks = new double[order];
      double[] d1s = new double[order];
      for (int i = 1; i < order; i++) {
        double lambda = SolverPoint.of(table.sigma(from - i)).lambda();
        rks[i - 1] = (lambda - s0.lambda()) / -hh;
        d1s[i - 1] = (outputs.get(outputs.size() - 1 - i) - m0) / rks[i - 1];
      }
      rks[order - 1] = 1;
      double phi1 = Math.expm1(hh);
      double scale = type == SolverType.BH1 ? hh : Math.expm1(hh);
      double phiK = phi1 / hh - 1;
      double factorial = 1;
      double[] b = new double[order];
      for (int i = 1; i <= order; i++) {
        b[i - 1] = phiK * factorial / scale;
        factorial *= i + 1;
        phiK = phiK / hh - 1 / factorial;
      }
      double residual = 0;
      if (atEnd == null) {
        double[] rhos = order == 2 ? new double[] {0.5} : solve(rks, b, order - 1);
        for (int i = 0; i < order - 1; i++) {
          residual += rhos[i] * d1s[i];
        }
      } else {
        double[] rhos = order == 1 ? new double[] {0.5} : solve(rks, b, order);
        d1s[order - 1] = atEnd - m0;
        for (int i = 0; i < order; i++) {
          residual += rhos[i] * d1s[i];
        }
      }
      double correction = residual == 0 ? 0 : t.alpha() * scale * residual;
      return t.sigma() / s0.sigma() * x - t.alpha() * phi1 * m0 - correction;
    }

    private static double[] solve(double[] rks, double[] b, int size) {
      double[][] rows = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int k = 0; k < size; k++) {
          rows[i][k] = Math.pow(rks[k], i);
        }
      }
      return LinearSystem.solve(rows, Arrays.copyOf(b, size));
    }
  }
}
