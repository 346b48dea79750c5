package org.latentj.sampler;

/**
 * A point in latent space as samplers see it: every sampler step is a linear combination of
 * samples, model outputs and noise with coefficients known on the host, so this one operation is
 * all that a device must offer. Implementations are immutable.
 */
public interface Latents {

  /**
   * Returns {@code own * this + sum(weights[i] * others[i])} as new latents.
   *
   * @param own factor of this point
   * @param weights a factor for each of {@code others}
   * @param others points of the same shape and kind; not modified
   */
  Latents combine(double own, double[] weights, Latents[] others);

  /** {@code factor * this}. */
  default Latents times(double factor) {
    return combine(factor, new double[0], new Latents[0]);
  }

  /** {@code own * this + weight * other}. */
  default Latents combine(double own, double weight, Latents other) {
    return combine(own, new double[] {weight}, new Latents[] {other});
  }
}
