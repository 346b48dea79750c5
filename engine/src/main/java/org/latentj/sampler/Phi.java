package org.latentj.sampler;

/**
 * The functions of exponential integrators: phi_1(z) = (e^z - 1) / z and phi_(k+1)(z) = (phi_k(z) -
 * 1/k!) / z (Lu et al. 2022a, eq. B.2), also at and near 0.
 */
final class Phi {
  private static final double SERIES_RADIUS = 0.5;
  private static final int SERIES_TERMS = 20;

  private Phi() {}

  static double of(int k, double z) {
    if (Math.abs(z) < SERIES_RADIUS) {
      double term = 1;
      for (int i = 2; i <= k; i++) {
        term /= i;
      }
      double sum = 0;
      for (int n = 0; n < SERIES_TERMS; n++) {
        sum += term;
        term *= z / (n + k + 1);
      }
      return sum;
    }
    double phi = Math.expm1(z) / z;
    double factorial = 1;
    for (int i = 1; i < k; i++) {
      factorial *= i;
      phi = (phi - 1 / factorial) / z;
    }
    return phi;
  }
}
