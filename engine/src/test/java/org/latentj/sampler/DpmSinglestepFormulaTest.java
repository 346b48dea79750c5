package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * Every variant of the singlestep solver against a scalar form of diffusers' {@code
 * DPMSolverSinglestepScheduler.step}, with its list of orders, whole and sliced.
 */
class DpmSinglestepFormulaTest {

  @ParameterizedTest(name = "{0} order {1} {2}, {3} steps from {4}, ending at {5}")
  @MethodSource("variants")
  @DisplayName("A run is diffusers' formula step by step")
  void formula(
      SolverAlgorithm algorithm, int order, SolverType type, int steps, int first, FinalSigma end) {
    NoiseSchedule schedule =
        NoiseSchedule.of(
            NoiseScheduleConfig.stableDiffusion1()
                .withPredictionType(
                    algorithm.predictsCleanSample()
                        ? PredictionType.SAMPLE
                        : PredictionType.EPSILON));
    SamplerOptions options =
        new SamplerOptions(order, algorithm, type, false, false, end, false, false, 50, 10);
    SamplerConfig config =
        SamplerConfig.ofSteps(steps)
            .withSchedule(ScheduleKind.UNIFORM)
            .withFirstCall(first)
            .withOptions(options);
    SigmaTable table =
        SigmaTable.ofSolver(SamplerKind.DPMPP_2S, schedule, config, TimestepSpacing.LINSPACE);
    // A uniform schedule ends at sigma_min already, so ending there again makes an empty last step.
    int last = end == FinalSigma.ZERO ? steps : steps - 1;
    Sampler sampler = SamplerFactory.create(SamplerKind.DPMPP_2S, schedule, config);
    Upstream upstream = new Upstream(table, options);

    FormulaRun.assertAgreement(sampler, upstream::step, first, last);
  }

  @ParameterizedTest(name = "order {0}, {1} steps: {2}")
  @CsvSource({
    "1, 3, 1 1 1",
    "2, 1, 1",
    "2, 2, 1 1",
    "2, 5, 1 2 1 2 1",
    "2, 6, 1 2 1 2 1 1",
    "3, 6, 1 2 3 1 2 1",
    "3, 7, 1 2 3 1 2 3 1",
    "3, 8, 1 2 3 1 2 3 1 2"
  })
  @DisplayName("Orders that end at sigma 0 are those of upstream's get_order_list")
  void orderList(int order, int steps, String orders) {
    assertThat(Upstream.orderList(steps, order, true))
        .containsExactlyElementsOf(Stream.of(orders.split(" ")).map(Integer::valueOf).toList());
  }

  static Stream<Arguments> variants() {
    List<Arguments> out = new ArrayList<>();
    for (SolverAlgorithm algorithm :
        List.of(
            SolverAlgorithm.DPM_SOLVER_PLUS_PLUS,
            SolverAlgorithm.SDE_DPM_SOLVER_PLUS_PLUS,
            SolverAlgorithm.DPM_SOLVER)) {
      for (int order = 1; order <= (algorithm.isStochastic() ? 2 : 3); order++) {
        for (SolverType type : List.of(SolverType.MIDPOINT, SolverType.HEUN)) {
          for (int steps : new int[] {6, 7, 12}) {
            out.add(Arguments.of(algorithm, order, type, steps, 0, FinalSigma.SIGMA_MIN));
            if (algorithm.predictsCleanSample()) {
              out.add(Arguments.of(algorithm, order, type, steps, 0, FinalSigma.ZERO));
              out.add(Arguments.of(algorithm, order, type, steps, 1, FinalSigma.ZERO));
              out.add(Arguments.of(algorithm, order, type, steps, 3, FinalSigma.ZERO));
            }
          }
        }
      }
    }
    return out.stream();
  }

  private static final class Upstream {
    private final SigmaTable table;
    private final SamplerOptions options;
    private final List<Integer> orders;
    private final List<Double> outputs = new ArrayList<>();
    private double start;

    Upstream(SigmaTable table, SamplerOptions options) {
      this.table = table;
      this.options = options;
      boolean uneven = table.steps() % options.order() != 0;
      boolean zero = options.finalSigma() == FinalSigma.ZERO;
      this.orders = orderList(table.steps(), options.order(), uneven || zero);
    }

    /** The lists as upstream composes them, case by case. */
    static List<Integer> orderList(int steps, int order, boolean lowerOrderFinal) {
      List<Integer> out = new ArrayList<>();
      if (order == 1) {
        return repeated(List.of(1), steps);
      }
      if (order == 2 && lowerOrderFinal) {
        out.addAll(repeated(List.of(1, 2), steps % 2 == 0 ? steps / 2 - 1 : steps / 2));
        out.addAll(steps % 2 == 0 ? List.of(1, 1) : List.of(1));
        return out;
      }
      if (order == 2) {
        return repeated(List.of(1, 2), steps / 2);
      }
      if (!lowerOrderFinal) {
        return repeated(List.of(1, 2, 3), steps / 3);
      }
      out.addAll(repeated(List.of(1, 2, 3), steps % 3 == 0 ? steps / 3 - 1 : steps / 3));
      out.addAll(
          switch (steps % 3) {
            case 0 -> List.of(1, 2, 1);
            case 1 -> List.of(1);
            default -> List.of(1, 2);
          });
      return out;
    }

    private static List<Integer> repeated(List<Integer> round, int times) {
      List<Integer> out = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        out.addAll(round);
      }
      return out;
    }

    double step(double output, int index, double sample, double noise) {
      outputs.add(output);
      int order = Math.min(orders.get(index), outputs.size());
      if (order == 1) {
        start = sample;
      }
      SolverPoint t = SolverPoint.of(table.sigma(index + 1));
      SolverPoint from = SolverPoint.of(table.sigma(index + 1 - order));
      double h = t.lambda() - from.lambda();
      double d0 = back(order);
      double first = 0;
      double second = 0;
      boolean heun = options.type() == SolverType.HEUN;
      if (order == 2) {
        double r0 = (lambda(index) - from.lambda()) / h;
        first = (back(1) - back(2)) / r0;
      } else if (order == 3) {
        double r0 = (lambda(index) - from.lambda()) / h;
        double r1 = (lambda(index - 1) - from.lambda()) / h;
        double middle = (back(2) - back(3)) / r1;
        double newest = (back(1) - back(3)) / r0;
        first = heun ? (r0 * middle - r1 * newest) / (r0 - r1) : newest;
        second = heun ? 2 * (newest - middle) / (r0 - r1) : 0;
      }
      boolean exact = heun || order == 3;
      double down = Math.exp(-h) - 1;
      double up = Math.exp(h) - 1;
      double twice = 1 - Math.exp(-2 * h);
      double result =
          switch (options.algorithm()) {
            case DPM_SOLVER_PLUS_PLUS -> t.sigma() / from.sigma() * start - t.alpha() * down * d0;
            case DPM_SOLVER -> t.alpha() / from.alpha() * start - t.sigma() * up * d0;
            default ->
                t.sigma() / from.sigma() * Math.exp(-h) * start
                    + t.alpha() * twice * d0
                    + t.sigma() * Math.sqrt(twice) * noise;
          };
      if (order == 1) {
        return result;
      }
      result +=
          first
              * switch (options.algorithm()) {
                case DPM_SOLVER_PLUS_PLUS ->
                    exact ? t.alpha() * (down / h + 1) : -0.5 * t.alpha() * down;
                case DPM_SOLVER -> -(exact ? t.sigma() * (up / h - 1) : 0.5 * t.sigma() * up);
                default -> exact ? t.alpha() * (twice / (-2 * h) + 1) : 0.5 * t.alpha() * twice;
              };
      return result
          - second
              * (options.algorithm() == SolverAlgorithm.DPM_SOLVER
                  ? t.sigma() * ((up - h) / (h * h) - 0.5)
                  : t.alpha() * ((down + h) / (h * h) - 0.5));
    }

    private double lambda(int index) {
      return SolverPoint.of(table.sigma(index)).lambda();
    }

    private double back(int count) {
      return outputs.get(outputs.size() - count);
    }
  }
}
