package org.latentj.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * DPM-Solver++(2S) and relatives of order 1 to 3 with one model call a step, as diffusers lays them
 * out (Lu et al. 2022b, algorithm 1; diffusers {@code DPMSolverSinglestepScheduler}): the orders of
 * the steps count 1, 2, 1, 2, ...; a step of order k starts over from the sample k - 1 steps
 * before. The SDE draws noise at every call.
 */
final class DpmSinglestepSampler extends SolverSampler {
  private final SamplerOptions options;
  private final double eta;
  private final int[] orders;
  private Latents start;

  DpmSinglestepSampler(
      SigmaTable table, NoiseSchedule schedule, int firstCall, SamplerOptions options, double eta) {
    super(table, schedule, firstCall, options.order());
    this.options = options;
    this.eta = eta;
    boolean zero = options.finalSigma() == FinalSigma.ZERO;
    boolean uneven = calls() % options.order() != 0;
    this.orders = orders(calls(), options.order(), options.lowerOrderFinal() || zero || uneven);
    SolverAlgorithm algorithm = options.algorithm();
    boolean thirdOfSde = algorithm.isStochastic() && options.order() == 3;
    boolean noiseToZero = !algorithm.predictsCleanSample() && zero;
    if (algorithm == SolverAlgorithm.SDE_DPM_SOLVER || thirdOfSde || noiseToZero) {
      throw new IllegalArgumentException(
          ("singlestep DPM solvers are dpmsolver++ of order 1 to 3, sde-dpmsolver++ of "
                  + "order 1 or 2 and, with final_sigmas_type sigma_min, dpmsolver; but got %s "
                  + "of order %d ending at %s")
              .formatted(algorithm.diffusersName(), options.order(), options.finalSigma()));
    }
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    SolverAlgorithm algorithm = options.algorithm();
    remember(
        algorithm.predictsCleanSample()
            ? cleanSample(output, call, sample)
            : noiseIn(output, call, sample));
    int order = Math.min(orders[call], predictions().size());
    if (order == 1 || sigma(call + 1) == 0) {
      order = 1;
      start = sample;
    }
    DpmCoefficients c = DpmCoefficients.of(algorithm, this, call + 1 - order, call + 1, eta);
    Latents result =
        switch (order) {
          case 1 -> start.combine(c.ofSample(), c.zeroth(), predictions().get(0));
          case 2 -> second(c, call);
          default -> third(c, call);
        };
    return algorithm.isStochastic() ? result.combine(1, c.ofNoise(), noise.get()) : result;
  }

  private Latents second(DpmCoefficients c, int call) {
    double h = lambda(call + 1) - lambda(call - 1);
    double ofDifference = c.first(options.type()) * h / (lambda(call) - lambda(call - 1));
    return start.combine(
        c.ofSample(),
        new double[] {ofDifference, c.zeroth() - ofDifference},
        predictions().subList(0, 2).toArray(Latents[]::new));
  }

  private Latents third(DpmCoefficients c, int call) {
    double h = lambda(call + 1) - lambda(call - 2);
    double r0 = (lambda(call) - lambda(call - 2)) / h;
    double r1 = (lambda(call - 1) - lambda(call - 2)) / h;
    double ofNear = c.first();
    double ofMiddle = 0;
    if (options.type() == SolverType.HEUN) {
      ofNear = (-c.first() * r1 + 2 * c.second()) / (r0 - r1);
      ofMiddle = (c.first() * r0 - 2 * c.second()) / (r0 - r1);
    }
    double newest = ofNear / r0;
    double middle = ofMiddle / r1;
    List<Latents> last = predictions();
    return start.combine(
        c.ofSample(),
        new double[] {newest, middle, c.zeroth() - newest - middle},
        last.toArray(Latents[]::new));
  }

  /** Orders of all steps: 1 to {@code order} over and over, at the end what still fits. */
  private static int[] orders(int steps, int order, boolean lowerAtEnd) {
    int[] out = new int[steps];
    Arrays.setAll(out, i -> i % order + 1);
    if (lowerAtEnd && order > 1) {
      // A whole last round would end in a step of full order; it becomes 1, ..., order - 1, 1.
      if (steps % order == 0) {
        out[steps - 1] = 1;
      }
    }
    return out;
  }
}
