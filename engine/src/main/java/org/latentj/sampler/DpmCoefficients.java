package org.latentj.sampler;

/**
 * Coefficients of one step of a DPM solver from s to t: {@code ofSample * x + zeroth * D0 + first *
 * D1 + second * D2 + ofNoise * z} with D0 a prediction and D1, D2 its first and second difference
 * (Lu et al. 2022a, eq. 3.7; 2022b, eq. 8; diffusers {@code DPMSolverMultistepScheduler}).
 *
 * @param zeroth of the prediction; half of it is the midpoint variant's coefficient of D1
 * @param first of the first difference, integrated exactly (the heun variant)
 * @param second of the second difference
 * @param ofNoise of unit noise, 0 for the ODE
 */
record DpmCoefficients(
    double ofSample, double zeroth, double first, double second, double ofNoise) {

  /** The coefficient of the first difference in a variant of a second-order step. */
  double first(SolverType type) {
    return type == SolverType.HEUN ? first : zeroth / 2;
  }

  /**
   * The coefficients of a step.
   *
   * @param from index of the sigma that the step begins at, in the solver's table
   * @param to index of the sigma that it ends at
   * @param eta share of fresh noise of the SDE in terms of the clean sample
   */
  static DpmCoefficients of(
      SolverAlgorithm algorithm, SolverSampler solver, int from, int to, double eta) {
    double alpha = solver.alpha(to);
    double deviation = solver.deviation(to);
    double ofAlpha = alpha / solver.alpha(from);
    double ofDeviation = deviation / solver.deviation(from);
    double h = solver.lambda(to) - solver.lambda(from);
    // To the clean end h is infinite, and 0 * h must still be 0.
    double noisy = eta == 0 ? 0 : eta * h;
    return switch (algorithm) {
      case DPM_SOLVER_PLUS_PLUS -> inCleanSample(ofDeviation, alpha, h, 0);
      case SDE_DPM_SOLVER_PLUS_PLUS ->
          inCleanSample(
              ofDeviation * Math.exp(-noisy),
              alpha,
              h + noisy,
              deviation * Math.sqrt(Math.max(-Math.expm1(-2 * noisy), 0)));
      case DPM_SOLVER -> inNoise(ofAlpha, -deviation, h, 0);
      case SDE_DPM_SOLVER ->
          inNoise(
              ofAlpha, -2 * deviation, h, deviation * Math.sqrt(Math.max(Math.expm1(2 * h), 0)));
    };
  }

  private static DpmCoefficients inCleanSample(
      double ofSample, double alpha, double h, double ofNoise) {
    double zeroth = alpha * -Math.expm1(-h);
    if (Double.isInfinite(h)) {
      // To the clean end: steps there are of first order.
      return new DpmCoefficients(ofSample, zeroth, Double.NaN, Double.NaN, ofNoise);
    }
    return new DpmCoefficients(
        ofSample, zeroth, alpha * h * Phi.of(2, -h), alpha * h * Phi.of(3, -h), ofNoise);
  }

  private static DpmCoefficients inNoise(double ofSample, double factor, double h, double ofNoise) {
    return new DpmCoefficients(
        ofSample,
        factor * Math.expm1(h),
        factor * h * Phi.of(2, h),
        factor * h * Phi.of(3, h),
        ofNoise);
  }
}
