package org.latentj.sampler;

/** The sigma that a run ends at (diffusers {@code final_sigmas_type}). */
public enum FinalSigma {
  /** The clean sample. */
  ZERO,
  /** The sigma of timestep 0: a trace of noise is left. */
  SIGMA_MIN
}
