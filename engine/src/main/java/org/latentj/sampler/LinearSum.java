package org.latentj.sampler;

import java.util.Arrays;
import java.util.List;

/** Weighted sums of latents in one pass. */
final class LinearSum {
  private LinearSum() {}

  /**
   * {@code sum(weights[i] * terms[i])}.
   *
   * @param terms at least one; not modified
   * @param weights one for each of the first terms, further terms are left out
   */
  static Latents of(List<Latents> terms, double... weights) {
    Latents[] rest = terms.subList(1, weights.length).toArray(Latents[]::new);
    return terms.get(0).combine(weights[0], Arrays.copyOfRange(weights, 1, weights.length), rest);
  }
}
