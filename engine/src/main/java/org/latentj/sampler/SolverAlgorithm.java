package org.latentj.sampler;

/** What a DPM solver integrates (diffusers {@code algorithm_type}). */
public enum SolverAlgorithm {
  /** The ODE in terms of the clean sample (Lu et al. 2022b). */
  DPM_SOLVER_PLUS_PLUS("dpmsolver++"),
  /** The SDE in terms of the clean sample. */
  SDE_DPM_SOLVER_PLUS_PLUS("sde-dpmsolver++"),
  /** The ODE in terms of the noise (Lu et al. 2022a). */
  DPM_SOLVER("dpmsolver"),
  /** The SDE in terms of the noise. */
  SDE_DPM_SOLVER("sde-dpmsolver");

  private final String diffusersName;

  SolverAlgorithm(String diffusersName) {
    this.diffusersName = diffusersName;
  }

  /** The name in diffusers' {@code algorithm_type}. */
  public String diffusersName() {
    return diffusersName;
  }

  boolean isStochastic() {
    return this == SDE_DPM_SOLVER_PLUS_PLUS || this == SDE_DPM_SOLVER;
  }

  boolean predictsCleanSample() {
    return this == DPM_SOLVER_PLUS_PLUS || this == SDE_DPM_SOLVER_PLUS_PLUS;
  }
}
