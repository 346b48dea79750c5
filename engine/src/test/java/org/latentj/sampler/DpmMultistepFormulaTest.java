package org.latentj.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * Every variant of the multistep solver against a scalar form of diffusers' {@code
 * DPMSolverMultistepScheduler.step}, with its bookkeeping of orders, whole and sliced.
 */
class DpmMultistepFormulaTest {

  @ParameterizedTest(name = "{0} order {1} {2}, {3} steps from {4}, lower {5}, euler {6}")
  @MethodSource("variants")
  @DisplayName("A run is diffusers' formula step by step")
  void formula(
      SolverAlgorithm algorithm,
      int order,
      SolverType type,
      int steps,
      int first,
      boolean lower,
      boolean euler) {
    boolean clean = algorithm.predictsCleanSample();
    NoiseSchedule schedule =
        NoiseSchedule.of(
            NoiseScheduleConfig.stableDiffusion1()
                .withPredictionType(clean ? PredictionType.SAMPLE : PredictionType.EPSILON));
    FinalSigma end = clean && !euler ? FinalSigma.ZERO : FinalSigma.SIGMA_MIN;
    SamplerOptions options =
        new SamplerOptions(order, algorithm, type, lower, euler, end, false, false, 50, 10);
    SamplerConfig config =
        SamplerConfig.ofSteps(steps)
            .withSchedule(ScheduleKind.EXPONENTIAL)
            .withFirstCall(first)
            .withOptions(options);
    SigmaTable table =
        SigmaTable.ofSolver(SamplerKind.DPMPP_2M, schedule, config, TimestepSpacing.LINSPACE);
    Sampler sampler = SamplerFactory.create(SamplerKind.DPMPP_2M, schedule, config);
    Upstream upstream = new Upstream(table, options);

    FormulaRun.assertAgreement(sampler, upstream::step, first, steps);
  }

  static Stream<Arguments> variants() {
    List<Arguments> out = new ArrayList<>();
    for (SolverAlgorithm algorithm : SolverAlgorithm.values()) {
      for (int order = 1; order <= (algorithm.isStochastic() ? 2 : 3); order++) {
        for (SolverType type : List.of(SolverType.MIDPOINT, SolverType.HEUN)) {
          out.add(Arguments.of(algorithm, order, type, 8, 0, true, false));
          out.add(Arguments.of(algorithm, order, type, 8, 0, false, false));
          out.add(Arguments.of(algorithm, order, type, 20, 0, true, false));
          out.add(Arguments.of(algorithm, order, type, 20, 13, true, false));
          out.add(Arguments.of(algorithm, order, type, 20, 0, true, true));
        }
      }
    }
    return out.stream();
  }

  private static final class Upstream {
    private final SigmaTable table;
    private final SamplerOptions options;
    private final List<Double> outputs = new ArrayList<>();
    private int lowerOrderNums;

    Upstream(SigmaTable table, SamplerOptions options) {
      this.table = table;
      this.options = options;
    }

    double step(double output, int index, double sample, double noise) {
      int steps = table.steps();
      boolean few = options.lowerOrderFinal() && steps < 15;
      boolean zero = options.finalSigma() == FinalSigma.ZERO;
      boolean lowerOrderFinal = index == steps - 1 && (options.eulerAtFinal() || few || zero);
      boolean lowerOrderSecond = index == steps - 2 && few;
      outputs.add(output);
      double result;
      if (options.order() == 1 || lowerOrderNums < 1 || lowerOrderFinal) {
        result = firstOrder(index, sample, noise);
      } else if (options.order() == 2 || lowerOrderNums < 2 || lowerOrderSecond) {
        result = secondOrder(index, sample, noise);
      } else {
        result = thirdOrder(index, sample);
      }
      lowerOrderNums = Math.min(lowerOrderNums + 1, options.order());
      return result;
    }

    private double firstOrder(int index, double x, double noise) {
      SolverPoint t = point(index + 1);
      SolverPoint s = point(index);
      double h = t.lambda() - s.lambda();
      double m = back(1);
      return switch (options.algorithm()) {
        case DPM_SOLVER_PLUS_PLUS -> t.sigma() / s.sigma() * x - t.alpha() * (Math.exp(-h) - 1) * m;
        case DPM_SOLVER -> t.alpha() / s.alpha() * x - t.sigma() * (Math.exp(h) - 1) * m;
        case SDE_DPM_SOLVER_PLUS_PLUS ->
            t.sigma() / s.sigma() * Math.exp(-h) * x
                + t.alpha() * (1 - Math.exp(-2 * h)) * m
                + t.sigma() * Math.sqrt(1 - Math.exp(-2 * h)) * noise;
        case SDE_DPM_SOLVER ->
            t.alpha() / s.alpha() * x
                - 2 * t.sigma() * (Math.exp(h) - 1) * m
                + t.sigma() * Math.sqrt(Math.exp(2 * h) - 1) * noise;
      };
    }

    private double secondOrder(int index, double x, double noise) {
      SolverPoint t = point(index + 1);
      SolverPoint s0 = point(index);
      SolverPoint s1 = point(index - 1);
      double h = t.lambda() - s0.lambda();
      double r0 = (s0.lambda() - s1.lambda()) / h;
      double d0 = back(1);
      double d1 = (back(1) - back(2)) / r0;
      boolean midpoint = options.type() == SolverType.MIDPOINT;
      double down = Math.exp(-h) - 1;
      double up = Math.exp(h) - 1;
      double twice = 1 - Math.exp(-2 * h);
      return switch (options.algorithm()) {
        case DPM_SOLVER_PLUS_PLUS ->
            t.sigma() / s0.sigma() * x
                - t.alpha() * down * d0
                + (midpoint ? -0.5 * t.alpha() * down : t.alpha() * (down / h + 1)) * d1;
        case DPM_SOLVER ->
            t.alpha() / s0.alpha() * x
                - t.sigma() * up * d0
                - (midpoint ? 0.5 * t.sigma() * up : t.sigma() * (up / h - 1)) * d1;
        case SDE_DPM_SOLVER_PLUS_PLUS ->
            t.sigma() / s0.sigma() * Math.exp(-h) * x
                + t.alpha() * twice * d0
                + (midpoint ? 0.5 * t.alpha() * twice : t.alpha() * (twice / (-2 * h) + 1)) * d1
                + t.sigma() * Math.sqrt(twice) * noise;
        case SDE_DPM_SOLVER ->
            t.alpha() / s0.alpha() * x
                - 2 * t.sigma() * up * d0
                - (midpoint ? t.sigma() * up : 2 * t.sigma() * (up / h - 1)) * d1
                + t.sigma() * Math.sqrt(Math.exp(2 * h) - 1) * noise;
      };
    }

    private double thirdOrder(int index, double x) {
      SolverPoint t = point(index + 1);
      SolverPoint s0 = point(index);
      double h = t.lambda() - s0.lambda();
      double r0 = (s0.lambda() - point(index - 1).lambda()) / h;
      double r1 = (point(index - 1).lambda() - point(index - 2).lambda()) / h;
      double near = (back(1) - back(2)) / r0;
      double far = (back(2) - back(3)) / r1;
      double d1 = near + r0 / (r0 + r1) * (near - far);
      double d2 = (near - far) / (r0 + r1);
      if (options.algorithm() == SolverAlgorithm.DPM_SOLVER_PLUS_PLUS) {
        double e = Math.exp(-h) - 1;
        return t.sigma() / s0.sigma() * x
            - t.alpha() * e * back(1)
            + t.alpha() * (e / h + 1) * d1
            - t.alpha() * ((e + h) / (h * h) - 0.5) * d2;
      }
      double e = Math.exp(h) - 1;
      return t.alpha() / s0.alpha() * x
          - t.sigma() * e * back(1)
          - t.sigma() * (e / h - 1) * d1
          - t.sigma() * ((e - h) / (h * h) - 0.5) * d2;
    }

    private double back(int count) {
      return outputs.get(outputs.size() - count);
    }

    private SolverPoint point(int index) {
      return SolverPoint.of(table.sigma(index));
    }
  }
}
