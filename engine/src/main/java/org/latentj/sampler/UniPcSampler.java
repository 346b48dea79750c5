package org.latentj.sampler;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Unified predictor-corrector on the clean sample (Zhao et al. 2023, algorithms 1 and 2; diffusers
 * {@code UniPCMultistepScheduler}). The model's output at a call first corrects the step that led
 * there, then predicts the next; no call is spent on the correction.
 */
final class UniPcSampler extends SolverSampler {
  private final boolean lowerOrderFinal;
  private final SolverType type;
  private Latents lastSample;
  private int lastOrder;

  UniPcSampler(SigmaTable table, NoiseSchedule schedule, int firstCall, SamplerOptions options) {
    super(table, schedule, firstCall, options.order());
    this.lowerOrderFinal = options.lowerOrderFinal();
    this.type = options.type();
  }

  @Override
  Latents advance(Latents output, int call, Latents sample, Supplier<Latents> noise) {
    Latents clean = cleanSample(output, call, sample);
    Latents corrected = lastSample == null ? sample : step(call - 1, lastOrder, lastSample, clean);
    remember(clean);
    int order = Math.min(solverOrder(), predictions().size());
    if (lowerOrderFinal) {
      order = Math.min(order, calls() - call);
    }
    if (sigma(call + 1) == 0) {
      // Differences over an infinite step are of no use.
      order = 1;
    }
    lastSample = corrected;
    lastOrder = order;
    return step(call, order, corrected, null);
  }

  /**
   * A step of the predictor, or of the corrector where the prediction at its end is known.
   *
   * @param from index that the step begins at; remembered predictions are of this index and before
   * @param atEnd prediction at the end, or null
   */
  private Latents step(int from, int order, Latents sample, Latents atEnd) {
    double h = lambda(from + 1) - lambda(from);
    if (h == 0) {
      return sample;
    }
    double alpha = alpha(from + 1);
    double scale = type == SolverType.BH1 ? -h : Math.expm1(-h);
    double[] ratios = new double[order];
    for (int i = 1; i < order; i++) {
      ratios[i - 1] = (lambda(from - i) - lambda(from)) / h;
    }
    ratios[order - 1] = 1;
    double[] rhos = atEnd == null ? predictor(ratios, h, scale) : corrector(ratios, h, scale);
    // Newest prediction, older ones, prediction at the end: each difference to the newest counts.
    Latents[] terms = Arrays.copyOf(predictions().toArray(Latents[]::new), order + 1);
    double[] weights = new double[order + 1];
    weights[0] = alpha * -Math.expm1(-h);
    for (int i = 0; i < rhos.length; i++) {
      double weight = -alpha * scale * rhos[i] / ratios[i];
      weights[i + 1] = weight;
      weights[0] -= weight;
    }
    terms[order] = atEnd;
    int used = rhos.length + 1;
    return sample.combine(
        deviation(from + 1) / deviation(from),
        Arrays.copyOf(weights, used),
        Arrays.copyOf(terms, used));
  }

  /** Weights of the older differences; the simplified 1/2 for order 2, as upstream. */
  private static double[] predictor(double[] ratios, double h, double scale) {
    int order = ratios.length;
    return switch (order) {
      case 1 -> new double[0];
      case 2 -> new double[] {0.5};
      default -> solve(ratios, order - 1, h, scale);
    };
  }

  /** Weights of the older differences and of the one at the end. */
  private static double[] corrector(double[] ratios, double h, double scale) {
    return ratios.length == 1 ? new double[] {0.5} : solve(ratios, ratios.length, h, scale);
  }

  /** Solves the order conditions (Zhao et al. 2023, eq. 5 with appendix A.3). */
  private static double[] solve(double[] ratios, int size, double h, double scale) {
    double[][] powers = new double[size][size];
    double[] right = new double[size];
    double factorial = 1;
    for (int i = 0; i < size; i++) {
      factorial *= i + 1;
      right[i] = -h * Phi.of(i + 2, -h) * factorial / scale;
      for (int k = 0; k < size; k++) {
        powers[i][k] = Math.pow(ratios[k], i);
      }
    }
    return LinearSystem.solve(powers, right);
  }
}
