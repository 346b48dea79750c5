package org.latentj.samples.miniature.training;

/**
 * A learning rate that rises to a constant and falls to zero in the last steps, and the average of
 * weights that goes with it.
 *
 * @param constant the rate after the warm-up
 * @param warmUp steps of linear rise
 * @param coolDown last steps, in which the rate falls linearly; 0 for none
 * @param averaging the share of the average that is kept at each step in the long run
 */
record Rate(double constant, int warmUp, int coolDown, double averaging) {

  /** The rate of a step, counted from 1, of a training of {@code steps} steps. */
  double at(int step, int steps) {
    double rising = Math.min(1, (double) step / warmUp);
    double falling = coolDown == 0 ? 1 : Math.min(1, (steps - step + 1.0) / coolDown);
    return constant * Math.min(rising, falling);
  }

  /** The share at a step: less at first, so that the average forgets the first weights. */
  double averaging(int step) {
    return Math.min(averaging, (1.0 + step) / (10 + step));
  }
}
