package org.latentj.sampler;

import java.util.ArrayList;
import java.util.List;

/** The last four model outputs of a multistep run and their extrapolation over the next step. */
final class AdamsBashforth {
  /** Newest first: Adams-Bashforth weights of 1 to 4 outputs (Liu et al. 2022, eq. 12). */
  private static final double[][] WEIGHTS = {
    {1},
    {3.0 / 2, -1.0 / 2},
    {23.0 / 12, -16.0 / 12, 5.0 / 12},
    {55.0 / 24, -59.0 / 24, 37.0 / 24, -9.0 / 24}
  };

  private final List<Latents> newestFirst = new ArrayList<>();

  void add(Latents output) {
    newestFirst.add(0, output);
    if (newestFirst.size() > WEIGHTS.length) {
      newestFirst.remove(WEIGHTS.length);
    }
  }

  Latents newest() {
    return newestFirst.get(0);
  }

  Latents extrapolated() {
    return LinearSum.of(newestFirst, WEIGHTS[newestFirst.size() - 1]);
  }
}
