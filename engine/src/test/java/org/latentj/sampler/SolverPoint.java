package org.latentj.sampler;

/**
 * A sigma in the three forms in which upstream's solver formulas use it.
 *
 * @param alpha the signal's factor
 * @param sigma the noise's factor
 * @param lambda log(alpha / sigma)
 */
record SolverPoint(double alpha, double sigma, double lambda) {

  static SolverPoint of(double ratio) {
    double alpha = 1 / Math.sqrt(ratio * ratio + 1);
    double sigma = ratio * alpha;
    return new SolverPoint(alpha, sigma, Math.log(alpha) - Math.log(sigma));
  }
}
