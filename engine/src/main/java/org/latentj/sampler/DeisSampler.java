package org.latentj.sampler;

import java.util.function.Supplier;

/**
 * Exponential integrator that extrapolates the noise in log rho, rho being the ratio of noise to
 * signal (Zhang and Chen 2023, eq. 14 and 15; diffusers {@code DEISMultistepScheduler}).
 */
final class DeisSampler extends SolverSampler {
  private final boolean lowerOrderFinal;

  DeisSampler(SigmaTable table, NoiseSchedule schedule, int firstCall, SamplerOptions options) {
    super(table, schedule, firstCall, options.order());
    this.lowerOrderFinal = options.lowerOrderFinal();
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    remember(noiseIn(output, call, sample));
    double alpha = alpha(call + 1);
    int order = orderOf(call);
    double[] weights = new double[order];
    for (int i = 0; i < order; i++) {
      weights[i] = alpha * integral(order, call, i);
    }
    return sample.combine(
        alpha / alpha(call), weights, predictions().subList(0, order).toArray(Latents[]::new));
  }

  private int orderOf(int call) {
    int order = Math.min(solverOrder(), predictions().size());
    boolean lower = lowerOrderFinal && fewSteps();
    return lower ? Math.min(order, calls() - call) : order;
  }

  /**
   * Integral over the step in rho of the Lagrange polynomial in log rho that is 1 at the point
   * {@code back} steps ago and 0 at the other {@code order - 1}.
   */
  private double integral(int order, int call, int back) {
    double own = Math.log(sigma(call - back));
    double[] roots = new double[order - 1];
    double denominator = 1;
    int count = 0;
    for (int k = 0; k < order; k++) {
      if (k != back) {
        roots[count] = Math.log(sigma(call - k));
        denominator *= own - roots[count++];
      }
    }
    return (antiderivative(sigma(call + 1), roots) - antiderivative(sigma(call), roots))
        / denominator;
  }

  /** Antiderivative by rho of the product of (log rho - root) over up to two roots. */
  private static double antiderivative(double rho, double[] roots) {
    double log = Math.log(rho);
    return switch (roots.length) {
      case 0 -> rho;
      case 1 -> rho * (log - roots[0] - 1);
      default ->
          rho
              * (log * log
                  - (roots[0] + roots[1] + 2) * log
                  + roots[0] * roots[1]
                  + roots[0]
                  + roots[1]
                  + 2);
    };
  }
}
