package org.latentj.noise;

/**
 * The counter-based generator Philox4x32-10 of J. Salmon et al., "Parallel Random Numbers: As Easy
 * as 1, 2, 3", SC11 (2011); the generator of cuRAND that PyTorch uses on GPUs.
 */
final class Philox4x32 {
  private static final int ROUNDS = 10;
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;

  private Philox4x32() {}

  /**
   * Encrypts a counter in place.
   *
   * @param counter four words, lowest first; modified: the 128 random bits
   * @param key0 the key's low word
   * @param key1 the key's high word
   */
  static void encrypt(int[] counter, int key0, int key1) {
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = Integer.toUnsignedLong(counter[0]) * M0;
      long p1 = Integer.toUnsignedLong(counter[2]) * M1;
      counter[0] = (int) (p1 >>> 32) ^ counter[1] ^ k0;
      counter[1] = (int) p1;
      counter[2] = (int) (p0 >>> 32) ^ counter[3] ^ k1;
      counter[3] = (int) p0;
      k0 += W0;
      k1 += W1;
    }
  }
}
