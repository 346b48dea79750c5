package org.latentj.runtime;

/**
 * How a call of the UNet may save work.
 *
 * @param features those that this call begins with or leaves, of the same conditioning and
 *     ControlNets, the caller's; null for none
 * @param whole whether the call computes everything and leaves its features; where there are none
 *     yet, it does in any case
 * @param tokenMerging share of the tokens that self-attention at the highest resolution merges into
 *     others, 0 to 0.75
 */
public record Shortcut(DeepFeatures features, boolean whole, double tokenMerging) {
  /** All is computed, and nothing left for others. */
  public static final Shortcut NONE = new Shortcut(null, true, 0);

  boolean leavesFeatures() {
    return features != null && (whole || features.isEmpty());
  }

  boolean beginsWithFeatures() {
    return features != null && !leavesFeatures();
  }

  /** Up layers of the shallow evaluation; 0 for none. */
  int layers() {
    return features == null ? 0 : features.layers();
  }
}
