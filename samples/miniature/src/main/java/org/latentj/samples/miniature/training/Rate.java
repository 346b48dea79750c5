package org.latentj.samples.miniature.training;

/**
 * A learning rate that rises to a constant, and the average of weights that goes with it.
 *
 * @param constant the rate after the warm-up
 * @param warmUp steps of linear rise
 * @param averaging the share of the average that is kept at each step in the long run
 */
record Rate(double constant, int warmUp, double averaging) {

  /** The rate of a step, counted from 1. */
  double at(int step) {
    return constant * Math.min(1, (double) step / warmUp);
  }

  /** The share at a step: less at first, so that the average forgets the first weights. */
  double averaging(int step) {
    return Math.min(averaging, (1.0 + step) / (10 + step));
  }
}
