package org.latentj.noise;

/**
 * A variation seed as in webui: the latent noise is turned towards that of another seed.
 *
 * @param seed of the other noise
 * @param strength 0 (only the first seed's noise) to 1 (only the other's)
 */
public record Variation(long seed, double strength) {

  /**
   * Checks the strength.
   *
   * @throws IllegalArgumentException if it is outside [0, 1]
   */
  public Variation {
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException(
          "expected a variation strength between 0 and 1 but got " + strength);
    }
  }
}
