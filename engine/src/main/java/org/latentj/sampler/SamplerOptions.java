package org.latentj.sampler;

/**
 * Settings of a sampler that users seldom change; each sampler reads those that its diffusers class
 * has and leaves the others alone.
 *
 * @param order order of DPM++ 2M and 2S, UniPC and DEIS, 1 to 3
 * @param algorithm what DPM++ 2M and 2S integrate
 * @param type variant of DPM++ 2M and 2S (midpoint, heun) or UniPC (bh1, bh2)
 * @param lowerOrderFinal whether DPM++ 2M and DEIS lower the order of the last steps below 15
 *     steps; for UniPC and DPM++ 2S at any number
 * @param eulerAtFinal whether the last step of DPM++ 2M is of first order
 * @param finalSigma where Euler, DPM++ and UniPC end; DEIS ends at the smallest sigma
 * @param logLinearSigmas whether Euler's automatic sigmas are spaced by their logarithms
 * @param largeVariance whether DDPM takes beta as the variance of a step (Ho et al. 2020, section
 *     3.2) and not the posterior's
 * @param originalSteps steps of the teacher that LCM was distilled from, 50
 * @param timestepScaling factor of the timestep in LCM's boundary condition, 10
 */
public record SamplerOptions(
    int order,
    SolverAlgorithm algorithm,
    SolverType type,
    boolean lowerOrderFinal,
    boolean eulerAtFinal,
    FinalSigma finalSigma,
    boolean logLinearSigmas,
    boolean largeVariance,
    int originalSteps,
    double timestepScaling) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public SamplerOptions {
    if (order < 1 || order > 3) {
      throw new IllegalArgumentException("expected a solver order of 1 to 3 but got " + order);
    }
    if (originalSteps < 1) {
      throw new IllegalArgumentException(
          "expected 1 or more original inference steps but got " + originalSteps);
    }
    if (!(timestepScaling > 0)) {
      throw new IllegalArgumentException(
          "expected a timestep scaling above 0 but got " + timestepScaling);
    }
  }

  /** What diffusers' class of that sampler starts with. */
  public static SamplerOptions defaultsOf(SamplerKind kind) {
    return new SamplerOptions(
        2,
        kind == SamplerKind.DPMPP_2M_SDE
            ? SolverAlgorithm.SDE_DPM_SOLVER_PLUS_PLUS
            : SolverAlgorithm.DPM_SOLVER_PLUS_PLUS,
        kind == SamplerKind.UNIPC ? SolverType.BH2 : SolverType.MIDPOINT,
        kind != SamplerKind.DPMPP_2S,
        false,
        kind == SamplerKind.DEIS ? FinalSigma.SIGMA_MIN : FinalSigma.ZERO,
        false,
        false,
        50,
        10);
  }
}
