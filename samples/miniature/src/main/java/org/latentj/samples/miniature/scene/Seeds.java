package org.latentj.samples.miniature.scene;

import java.util.SplittableRandom;

/** Seeds that are unrelated though they come from related numbers. */
public final class Seeds {
  private Seeds() {}

  /** A well mixed number: Stafford's variant 13 of MurmurHash3's finalizer, as in SplitMix64. */
  public static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** The random numbers that belong to an index of a series. */
  public static SplittableRandom random(long seed, long index) {
    return new SplittableRandom(mix(mix(seed) ^ index));
  }
}
