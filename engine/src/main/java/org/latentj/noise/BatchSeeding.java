package org.latentj.noise;

/** How the images of a batch share a seed. */
public enum BatchSeeding {
  /**
   * Image i has its own sequence, seeded with {@code seed + i}: webui, and diffusers given a list
   * of generators. An image of a batch equals the image made alone from its own seed.
   */
  PER_IMAGE,
  /** One sequence draws the whole batch at once: diffusers given one generator. */
  SEQUENTIAL
}
