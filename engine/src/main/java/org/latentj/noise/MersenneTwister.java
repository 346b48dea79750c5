package org.latentj.noise;

/**
 * MT19937, the engine of PyTorch's CPU generator ({@code aten/src/ATen/core/MT19937RNGEngine.h}).
 * After M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998). Not thread-safe.
 */
public final class MersenneTwister {
  private static final int N = 624;
  private static final int M = 397;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int TWIST = 0x9908b0df;

  private final int[] state = new int[N];
  private int used = N;

  /**
   * Seeds the generator.
   *
   * @param seed only its low 32 bits count, as in {@code torch.Generator.manual_seed} on the CPU; a
   *     negative seed is its two's complement
   */
  public MersenneTwister(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < N; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next 32 random bits. */
  public int next32() {
    if (used == N) {
      refill();
    }
    int y = state[used++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** The next 64 random bits: the first draw gives the upper half, as PyTorch's random64 does. */
  public long next64() {
    long high = next32();
    return high << 32 | Integer.toUnsignedLong(next32());
  }

  private void refill() {
    for (int i = 0; i < N; i++) {
      int y = state[i] & UPPER | state[(i + 1) % N] & LOWER;
      state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : TWIST);
    }
    used = 0;
  }
}
