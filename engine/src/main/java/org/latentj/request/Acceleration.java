package org.latentj.request;

/**
 * What a request gives of its picture for speed. Every value but the default changes the picture;
 * docs/performance.md has what each is worth and what it costs.
 *
 * @param deepCacheInterval of so many steps, one computes the whole UNet, and those after it its
 *     shallow part only, with the deep features of that one (Ma et al. 2023, "DeepCache:
 *     Accelerating Diffusion Models for Free", section 3.2, with uniform intervals; {@code
 *     cache_interval} of its {@code DeepCacheSDHelper}); 1 to 50, 1 for none
 * @param deepCacheDepth how many of the UNet's up layers, counted from its end, the shallow part
 *     has, with the skip connections that they read; 1 to 64, and at most as many as the model has
 *     (12 in Stable Diffusion); one more than that helper's {@code cache_branch_id}
 * @param tokenMerging share of the tokens that self-attention at the highest resolution merges into
 *     others that are like them (Bolya and Hoffman 2023, "Token Merging for Fast Stable Diffusion";
 *     {@code ratio} of {@code tomesd}, without its random destinations); 0 to 0.75, 0 for none
 */
public record Acceleration(int deepCacheInterval, int deepCacheDepth, double tokenMerging) {
  /** Nothing is given: the picture is the model's own. */
  public static final Acceleration NONE = new Acceleration(1, 1, 0);

  /** The longest interval: as many steps as most runs have. */
  public static final int MAX_INTERVAL = 50;

  /** More up layers than any model of this kind has. */
  public static final int MAX_DEPTH = 64;

  /** All tokens but the destinations, which are a quarter of them. */
  public static final double MAX_MERGING = 0.75;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  public Acceleration {
    Settings.check("DeepCache interval", deepCacheInterval, 1, MAX_INTERVAL);
    Settings.check("DeepCache depth", deepCacheDepth, 1, MAX_DEPTH);
    Settings.check("token merging", tokenMerging, 0, MAX_MERGING);
  }

  /** Whether some steps take the deep features of others. */
  public boolean reusesFeatures() {
    return deepCacheInterval > 1;
  }

  /** The same with another interval. */
  public Acceleration withDeepCacheInterval(int interval) {
    return new Acceleration(interval, deepCacheDepth, tokenMerging);
  }

  /** The same with another depth. */
  public Acceleration withDeepCacheDepth(int depth) {
    return new Acceleration(deepCacheInterval, depth, tokenMerging);
  }

  /** The same with another share of merged tokens. */
  public Acceleration withTokenMerging(double share) {
    return new Acceleration(deepCacheInterval, deepCacheDepth, share);
  }
}
