package org.latentj.sampler;

import java.util.List;
import java.util.function.Supplier;

/**
 * DPM-Solver++(2M), its SDE form and relatives of order 1 to 3 (Lu et al. 2022b, algorithm 2;
 * diffusers {@code DPMSolverMultistepScheduler}). The SDE draws noise at every call, the last
 * included.
 */
final class DpmMultistepSampler extends SolverSampler {
  private final SamplerOptions options;
  private final double eta;

  DpmMultistepSampler(
      SigmaTable table, NoiseSchedule schedule, int firstCall, SamplerOptions options, double eta) {
    super(table, schedule, firstCall, options.order());
    this.options = options;
    this.eta = eta;
    if (options.order() == 3 && options.algorithm().isStochastic()) {
      throw new IllegalArgumentException(
          "algorithm type %s has order 1 or 2 but got order 3"
              .formatted(options.algorithm().diffusersName()));
    }
    if (!options.algorithm().predictsCleanSample() && options.finalSigma() == FinalSigma.ZERO) {
      throw new IllegalArgumentException(
          "algorithm type %s cannot end at sigma 0; use final_sigmas_type sigma_min or dpmsolver++"
              .formatted(options.algorithm().diffusersName()));
    }
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    SolverAlgorithm algorithm = options.algorithm();
    remember(
        algorithm.predictsCleanSample()
            ? cleanSample(output, call, sample)
            : noiseIn(output, call, sample));
    DpmCoefficients c = DpmCoefficients.of(algorithm, this, call, call + 1, eta);
    Latents result =
        switch (orderOf(call)) {
          case 1 -> sample.combine(c.ofSample(), c.zeroth(), predictions().get(0));
          case 2 -> second(c, call, sample);
          default -> third(c, call, sample);
        };
    return algorithm.isStochastic() ? result.combine(1, c.ofNoise(), noise.get()) : result;
  }

  private int orderOf(int call) {
    boolean lower = options.lowerOrderFinal() && fewSteps();
    boolean last = call == calls() - 1;
    if (last && (options.eulerAtFinal() || lower || sigma(call + 1) == 0)) {
      return 1;
    }
    int order = Math.min(solverOrder(), predictions().size());
    return call == calls() - 2 && lower ? Math.min(order, 2) : order;
  }

  private Latents second(DpmCoefficients c, int call, Latents sample) {
    double h = lambda(call + 1) - lambda(call);
    double ofDifference = c.first(options.type()) * h / (lambda(call) - lambda(call - 1));
    return sample.combine(
        c.ofSample(),
        new double[] {c.zeroth() + ofDifference, -ofDifference},
        predictions().subList(0, 2).toArray(Latents[]::new));
  }

  private Latents third(DpmCoefficients c, int call, Latents sample) {
    double h = lambda(call + 1) - lambda(call);
    double h0 = lambda(call) - lambda(call - 1);
    double h1 = lambda(call - 1) - lambda(call - 2);
    // D1 = (1 + share) * near - share * far and D2 = curve * (near - far), where near and far are
    // the scaled differences of the last three predictions. A Taylor expansion wants twice this D2;
    // upstream takes it once, which leaves an error of second order, and so does this class.
    double share = h0 / (h0 + h1);
    double curve = h / (h0 + h1);
    double near = (c.first() * (1 + share) + c.second() * curve) * h / h0;
    double far = (c.first() * share + c.second() * curve) * h / h1;
    List<Latents> last = predictions();
    return sample.combine(
        c.ofSample(),
        new double[] {c.zeroth() + near, -near - far, far},
        last.toArray(Latents[]::new));
  }
}
