package org.latentj.noise;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * A sequence of random tensors that depends on a seed only. Each call continues where the one
 * before stopped, so the order of calls matters. Implementations are not thread-safe.
 */
public interface NoiseSource {

  /**
   * Draws from the standard normal distribution.
   *
   * @param shape of the result; any rank
   * @return a new tensor of that shape
   */
  FloatTensor normal(Shape shape);
}
