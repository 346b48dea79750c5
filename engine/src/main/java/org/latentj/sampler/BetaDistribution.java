package org.latentj.sampler;

/** Quantiles of the symmetric beta distribution, for the {@code BETA} schedule. */
final class BetaDistribution {
  private static final int ITERATIONS = 8;
  private static final int PANELS = 24;
  // 3-point Gauss-Legendre nodes and weights on [-1, 1].
  private static final double NODE = Math.sqrt(0.6);
  private static final double OUTER = 5.0 / 9;
  private static final double INNER = 8.0 / 9;

  private BetaDistribution() {}

  /**
   * The x with P(X &lt;= x) = {@code probability} for X of Beta(shape, shape), as {@code
   * scipy.stats.beta.ppf}.
   *
   * @param probability 0 to 1
   * @param shape above 0
   */
  static double quantile(double probability, double shape) {
    if (probability > 0.5) {
      return 1 - quantile(1 - probability, shape);
    }
    // In v = x^shape the mass is nearly linear and its slope monotonic, so Newton's method is safe.
    double v = Math.pow(0.5, shape);
    double wanted = 2 * probability * mass(v, shape);
    for (int i = 0; i < ITERATIONS; i++) {
      v = Math.max(v - (mass(v, shape) - wanted) / density(v, shape), 0);
    }
    return Math.pow(v, 1 / shape);
  }

  /**
   * Integral of (u (1 - u))^(shape - 1) for u from 0 to v^(1 / shape), at most 1/2, times shape.
   * Substituting u = w^(1 / shape) has removed the pole at 0.
   */
  private static double mass(double v, double shape) {
    double width = v / PANELS;
    double sum = 0;
    for (int i = 0; i < PANELS; i++) {
      double centre = (i + 0.5) * width;
      double reach = NODE * width / 2;
      sum += INNER * density(centre, shape);
      sum += OUTER * (density(centre - reach, shape) + density(centre + reach, shape));
    }
    return sum * width / 2;
  }

  private static double density(double w, double shape) {
    return Math.pow(1 - Math.pow(w, 1 / shape), shape - 1);
  }
}
