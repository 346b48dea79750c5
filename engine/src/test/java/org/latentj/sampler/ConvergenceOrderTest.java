package org.latentj.sampler;

import java.util.List;
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
      System.out.println(
          name
              + " "
              + type
              + " "
              + coarse
              + " "
              + fine
              + " order "
              + Math.log(coarse / fine) / Math.log(2));
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
    return Stream.of(
        Arguments.of("Euler", SamplerKind.EULER, null, 1),
        Arguments.of("Euler a, eta 0", SamplerKind.EULER_A, null, 1),
        Arguments.of("LMS", SamplerKind.LMS, null, 3.5),
        Arguments.of("Heun", SamplerKind.HEUN, null, 2),
        Arguments.of("DPM2", SamplerKind.DPM2, null, 2),
        Arguments.of("DPM2 a, eta 0", SamplerKind.DPM2_A, null, 2),
        Arguments.of("DPM++ 2S a, eta 0", SamplerKind.DPMPP_2S_A, null, 2),
        Arguments.of("DPM++ SDE, eta 0", SamplerKind.DPMPP_SDE, null, 2),
        Arguments.of("DPM++ 2M", SamplerKind.DPMPP_2M, null, 2),
        Arguments.of("DPM++ 2M SDE, eta 0", SamplerKind.DPMPP_2M_SDE, null, 2),
        Arguments.of("DPM++ 2S", SamplerKind.DPMPP_2S, null, 2),
        Arguments.of("UniPC", SamplerKind.UNIPC, null, 3),
        Arguments.of("DEIS", SamplerKind.DEIS, null, 2),
        Arguments.of(
            "DPM++ 1M",
            SamplerKind.DPMPP_2M,
            options(SamplerKind.DPMPP_2M, 1, "dpmsolver++", SolverType.MIDPOINT),
            1),
        Arguments.of(
            "DPM++ 2M heun",
            SamplerKind.DPMPP_2M,
            options(SamplerKind.DPMPP_2M, 2, "dpmsolver++", SolverType.HEUN),
            2),
        Arguments.of(
            "DPM++ 3M",
            SamplerKind.DPMPP_2M,
            options(SamplerKind.DPMPP_2M, 3, "dpmsolver++", SolverType.MIDPOINT),
            2.7),
        Arguments.of(
            "DPM 2M",
            SamplerKind.DPMPP_2M,
            options(SamplerKind.DPMPP_2M, 2, "dpmsolver", SolverType.MIDPOINT),
            2),
        Arguments.of(
            "DPM 2M heun",
            SamplerKind.DPMPP_2M,
            options(SamplerKind.DPMPP_2M, 2, "dpmsolver", SolverType.HEUN),
            2),
        Arguments.of(
            "DPM 3M",
            SamplerKind.DPMPP_2M,
            options(SamplerKind.DPMPP_2M, 3, "dpmsolver", SolverType.MIDPOINT),
            2.7),
        Arguments.of(
            "DPM++ 2S heun",
            SamplerKind.DPMPP_2S,
            options(SamplerKind.DPMPP_2S, 2, "dpmsolver++", SolverType.HEUN),
            2),
        Arguments.of(
            "DPM++ 3S",
            SamplerKind.DPMPP_2S,
            options(SamplerKind.DPMPP_2S, 3, "dpmsolver++", SolverType.MIDPOINT),
            3),
        Arguments.of(
            "DPM++ 3S heun",
            SamplerKind.DPMPP_2S,
            options(SamplerKind.DPMPP_2S, 3, "dpmsolver++", SolverType.HEUN),
            3),
        Arguments.of(
            "DPM 2S",
            SamplerKind.DPMPP_2S,
            options(SamplerKind.DPMPP_2S, 2, "dpmsolver", SolverType.MIDPOINT),
            2),
        Arguments.of(
            "DPM 3S",
            SamplerKind.DPMPP_2S,
            options(SamplerKind.DPMPP_2S, 3, "dpmsolver", SolverType.HEUN),
            3),
        Arguments.of(
            "UniPC 1",
            SamplerKind.UNIPC,
            options(SamplerKind.UNIPC, 1, "dpmsolver++", SolverType.BH2),
            2),
        Arguments.of(
            "UniPC bh1",
            SamplerKind.UNIPC,
            options(SamplerKind.UNIPC, 2, "dpmsolver++", SolverType.BH1),
            3),
        Arguments.of(
            "UniPC 3",
            SamplerKind.UNIPC,
            options(SamplerKind.UNIPC, 3, "dpmsolver++", SolverType.BH2),
            3),
        Arguments.of(
            "DEIS 1",
            SamplerKind.DEIS,
            options(SamplerKind.DEIS, 1, "dpmsolver++", SolverType.MIDPOINT),
            1),
        Arguments.of(
            "DEIS 3",
            SamplerKind.DEIS,
            options(SamplerKind.DEIS, 3, "dpmsolver++", SolverType.MIDPOINT),
            2.7));
  }

  private static SamplerOptions options(
      SamplerKind kind, int order, String algorithm, SolverType type) {
    SolverAlgorithm chosen =
        List.of(SolverAlgorithm.values()).stream()
            .filter(a -> a.diffusersName().equals(algorithm))
            .findFirst()
            .orElseThrow();
    FinalSigma end = chosen.predictsCleanSample() ? FinalSigma.ZERO : FinalSigma.SIGMA_MIN;
    return new SamplerOptions(order, chosen, type, true, false, end, false, false, 50, 10);
  }
}
