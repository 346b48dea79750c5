package org.latentj.model;

/** What a model's output means. */
public enum PredictionType {
  /** The noise in the sample (Ho et al. 2020, eq. 14). */
  EPSILON,
  /** {@code alpha * epsilon - sigma * x0} (Salimans and Ho 2022, appendix D). */
  V_PREDICTION,
  /** The clean sample. */
  SAMPLE
}
