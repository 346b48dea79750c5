package org.latentj.conformance;

import org.latentj.tensor.FloatTensor;

/** What a scheduler case puts in the place of a model. */
interface CallModel extends AutoCloseable {

  /**
   * The model's output.
   *
   * @param input (B, C, h, w), already scaled by the sampler
   * @param call number of the call
   * @param timestep its timestep
   * @return of the input's shape
   */
  FloatTensor predict(FloatTensor input, int call, double timestep);

  @Override
  default void close() {}
}
