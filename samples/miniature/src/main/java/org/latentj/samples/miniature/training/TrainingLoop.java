package org.latentj.samples.miniature.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What all parts of the training have in common: steps from where an earlier run stopped, progress,
 * a state now and then.
 *
 * @param name of the part, for users
 * @param gradients takes the steps
 * @param batch items a step learns from
 * @param rate of learning and averaging
 * @param saveEvery steps between two states
 * @param state the file that holds the last state
 */
record TrainingLoop(
    String name, GradientStep gradients, int batch, Rate rate, int saveEvery, Path state) {

  /** Makes what a step learns from. */
  @FunctionalInterface
  interface Steps {
    /** The loss of the batch of a step, counted from 1. */
    GradientStep.Loss loss(int step);
  }

  /**
   * Restores the last state.
   *
   * @return the steps taken; 0 if there is none, and then the weights stay as they are
   */
  int restore(List<TrainableWeights> weights) throws IOException {
    return TrainingState.restore(state, weights);
  }

  /**
   * Trains until {@code last} steps are done.
   *
   * @param first the steps done before
   * @param saved called after each state, and at the end unless nothing was left to do
   */
  void run(int first, int last, List<TrainableWeights> weights, Steps steps, Checkpoints saved)
      throws IOException {
    Progress progress = new Progress(name, first, last);
    for (int step = first + 1; step <= last; step++) {
      GradientStep.Result result =
          gradients.learn(
              batch, steps.loss(step), weights, step, rate.at(step, last), rate.averaging(step));
      progress.done(step, result.loss(), result.gradientNorm());
      if (step % saveEvery == 0 || step == last) {
        TrainingState.save(state, step, weights);
        saved.after(step);
      }
    }
  }
}
