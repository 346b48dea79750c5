package org.latentj.sampler;

/** Latents whose images can be measured and scaled one by one, as guidance rescale needs. */
public interface BatchedLatents extends Latents {

  /**
   * The standard deviation of every image over all its elements, unbiased (divided by n - 1), as
   * {@code torch.std}; B values.
   */
  double[] standardDeviations();

  /**
   * Every image times its own factor, as new latents.
   *
   * @param factors B values
   */
  BatchedLatents timesEach(double[] factors);
}
