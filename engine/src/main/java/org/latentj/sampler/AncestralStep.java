package org.latentj.sampler;

/**
 * A step to a sigma split into one below it and fresh noise that makes up for the rest (k-diffusion
 * {@code sampling.py get_ancestral_step}).
 *
 * @param down the sigma to step down to
 * @param up standard deviation of the noise to add; down^2 + up^2 is the square of the target
 */
record AncestralStep(double down, double up) {

  /**
   * The split of a step.
   *
   * @param eta share of fresh noise: 0 keeps the path deterministic, 1 is the full posterior
   */
  static AncestralStep of(double from, double to, double eta) {
    double up = Math.min(to, eta * to * Math.sqrt((from - to) * (from + to)) / from);
    return new AncestralStep(Math.sqrt((to - up) * (to + up)), up);
  }
}
