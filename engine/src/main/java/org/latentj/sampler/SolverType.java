package org.latentj.sampler;

/** Variants of second-order solver steps (diffusers {@code solver_type}). */
public enum SolverType {
  /** DPM solvers: the first difference is weighted as at the midpoint. */
  MIDPOINT,
  /** DPM solvers: the first difference is integrated exactly. */
  HEUN,
  /** UniPC with B(h) = h (Zhao et al. 2023, section 3). */
  BH1,
  /** UniPC with B(h) = e^h - 1. */
  BH2
}
