package org.latentj.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Linear multistep of order 4 in sigma: Adams-Bashforth for uneven steps (k-diffusion {@code
 * sampling.py sample_lms}; diffusers {@code LMSDiscreteScheduler}).
 *
 * <p>A run that begins later takes the weights of the order that its step's number allows, though
 * fewer outputs are at hand, and leaves out the terms of those that are missing, as upstream.
 */
final class LmsSampler extends OneStageSampler {
  private static final int ORDER = 4;
  private static final double GAUSS_NODE = 1 / Math.sqrt(3);

  private final List<Latents> slopes = new ArrayList<>();

  LmsSampler(SigmaTable table, Setup setup) {
    super(table, setup);
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    slopes.add(0, derivative(output, sample, sigma(call)));
    if (slopes.size() > ORDER) {
      slopes.remove(ORDER);
    }
    int order = Math.min(call + 1, ORDER);
    double[] weights = new double[slopes.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(order, call, i);
    }
    return sample.combine(1, weights, slopes.toArray(Latents[]::new));
  }

  /**
   * Integral over the step of the Lagrange polynomial that is 1 at the sigma {@code back} steps ago
   * and 0 at the others. Two Gauss points are exact for its degree of at most 3.
   */
  private double weight(int order, int step, int back) {
    double middle = (sigma(step) + sigma(step + 1)) / 2;
    double half = (sigma(step + 1) - sigma(step)) / 2;
    double reach = half * GAUSS_NODE;
    return half
        * (lagrange(order, step, back, middle - reach)
            + lagrange(order, step, back, middle + reach));
  }

  private double lagrange(int order, int step, int back, double at) {
    double product = 1;
    for (int k = 0; k < order; k++) {
      if (k != back) {
        product *= (at - sigma(step - k)) / (sigma(step - back) - sigma(step - k));
      }
    }
    return product;
  }
}
