package org.latentj.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentj.model.NoiseScheduleConfig;
import org.latentj.model.PredictionType;

/**
 * Deterministic samplers against the exact path of the probability flow ODE for normally
 * distributed data: with twice the steps the error falls by two to the power of the method's order.
 */
class ConvergenceOrderTest {
  private static final GaussianModel MODEL = new GaussianModel(0.4, 0.8);

  @ParameterizedTest(name = "{0} has order {3}")
  @MethodSource("samplers")
  @DisplayName("The error falls as the method's order says")
  void order(String name, SamplerKind kind, SamplerOptions options, double order) {
    for (PredictionType type : PredictionType.values()) {
      double coarse = error(kind, options, type, 60);
      double fine = error(kind, options, type, 120);
      assertThat(Math.log(coarse / fine) / Math.log(2))
          .as("order for %s, errors %s and %s", type, coarse, fine)
          .isBetween(order - 0.1, order + 0.6);
      assertThat(fine).isLessThan(0.02);
    }
  }

  private static double error(
      SamplerKind kind, SamplerOptions options, PredictionType type, int steps) {
    NoiseSchedule schedule =
        NoiseSchedule.of(NoiseScheduleConfig.stableDiffusion1().withPredictionType(type));
    SamplerConfig config =
        SamplerConfig.ofSteps(steps)
            .withSchedule(ScheduleKind.EXPONENTIAL)
            .withEta(0.0)
            .withOptions(options);
    Sampler sampler = SamplerFactory.create(kind, schedule, config);
    Latents x = new Doubles(1.3 * sampler.initialNoiseScale());
    double start = unscaled(sampler, x, 0);
    int last = sampler.calls() - 1;
    for (int call = 0; call < last; call++) {
      Doubles output = MODEL.output(sampler, type, call, x);
      x = sampler.step(output, call, x, () -> new Doubles(0));
    }
    double exact = MODEL.path(start, sigma(sampler, 0), sigma(sampler, last));
    return Math.abs(unscaled(sampler, x, last) - exact);
  }

  private static double sigma(Sampler sampler, int call) {
    double alpha = GaussianModel.alpha(sampler, call);
    return Math.sqrt(1 / (alpha * alpha) - 1);
  }

  private static double unscaled(Sampler sampler, Latents x, int call) {
    double input = ((Doubles) sampler.modelInput(x, call)).value();
    return input / GaussianModel.alpha(sampler, call);
  }

  static Stream<Arguments> samplers() {
    SamplerKind multistep = SamplerKind.DPMPP_2M;
    SamplerKind singlestep = SamplerKind.DPMPP_2S;
    SolverAlgorithm clean = SolverAlgorithm.DPM_SOLVER_PLUS_PLUS;
    SolverAlgorithm noise = SolverAlgorithm.DPM_SOLVER;
    return Stream.of(
        row("Euler", SamplerKind.EULER, 1),
        row("Euler a, eta 0", SamplerKind.EULER_A, 1),
        row("LMS", SamplerKind.LMS, 3.4),
        row("Heun", SamplerKind.HEUN, 2),
        row("DPM2", SamplerKind.DPM2, 2),
        row("DPM2 a, eta 0", SamplerKind.DPM2_A, 2),
        row("DPM++ 2S a, eta 0", SamplerKind.DPMPP_2S_A, 2),
        row("DPM++ SDE, eta 0", SamplerKind.DPMPP_SDE, 2),
        row("DPM++ 2M", multistep, 2),
        row("DPM++ 2M SDE, eta 0", SamplerKind.DPMPP_2M_SDE, 2),
        row("DPM++ 2S", singlestep, 2),
        row("UniPC", SamplerKind.UNIPC, 3),
        row("DEIS", SamplerKind.DEIS, 2),
        row("DPM++ 1M", multistep, options(1, clean, SolverType.MIDPOINT), 1),
        row("DPM++ 2M heun", multistep, options(2, clean, SolverType.HEUN), 2),
        // Upstream's second difference is half of what a third order needs.
        row("DPM++ 3M", multistep, options(3, clean, SolverType.MIDPOINT), 2),
        row("DPM 2M", multistep, options(2, noise, SolverType.MIDPOINT), 2),
        row("DPM 2M heun", multistep, options(2, noise, SolverType.HEUN), 2),
        row("DPM 3M", multistep, options(3, noise, SolverType.MIDPOINT), 2),
        row("DPM++ 2S heun", singlestep, options(2, clean, SolverType.HEUN), 2),
        row("DPM++ 3S", singlestep, options(3, clean, SolverType.MIDPOINT), 3),
        row("DPM++ 3S heun", singlestep, options(3, clean, SolverType.HEUN), 3),
        row("DPM 2S", singlestep, options(2, noise, SolverType.MIDPOINT), 2),
        row("DPM 3S", singlestep, options(3, noise, SolverType.HEUN), 3),
        row("UniPC 1", SamplerKind.UNIPC, options(1, clean, SolverType.BH2), 2),
        row("UniPC bh1", SamplerKind.UNIPC, options(2, clean, SolverType.BH1), 3),
        row("UniPC 3", SamplerKind.UNIPC, options(3, clean, SolverType.BH2), 4),
        row("DEIS 1", SamplerKind.DEIS, options(1, clean, SolverType.MIDPOINT), 1),
        row("DEIS 3", SamplerKind.DEIS, options(3, clean, SolverType.MIDPOINT), 2.3));
  }

  private static Arguments row(String name, SamplerKind kind, double order) {
    return row(name, kind, null, order);
  }

  private static Arguments row(
      String name, SamplerKind kind, SamplerOptions options, double order) {
    return Arguments.of(name, kind, options, order);
  }

  private static SamplerOptions options(int order, SolverAlgorithm algorithm, SolverType type) {
    FinalSigma end = algorithm.predictsCleanSample() ? FinalSigma.ZERO : FinalSigma.SIGMA_MIN;
    return new SamplerOptions(order, algorithm, type, true, false, end, false, false, 50, 10);
  }
}
