package org.latentj.imagej.options;

import java.util.concurrent.ThreadLocalRandom;

/** Seeds as users give them: a number, or -1 for any. */
public final class RandomSeed {
  /** Asks for a seed that nobody chose. */
  public static final long ASK = -1;

  private RandomSeed() {}

  /**
   * The seed to use.
   *
   * @param seed as it was given
   * @return {@code seed}, or 32 random bits if it is {@link #ASK}
   * @throws IllegalArgumentException if it is less than -1
   */
  public static long resolve(long seed) {
    if (seed < ASK) {
      throw new IllegalArgumentException("expected seed -1 (random) or more but got " + seed);
    }
    return seed == ASK ? ThreadLocalRandom.current().nextLong(1L << 32) : seed;
  }
}
