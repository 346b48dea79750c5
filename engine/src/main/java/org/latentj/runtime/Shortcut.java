package org.latentj.runtime;

/**
 * How a call of the UNet may save work.
 *
 * @param features those that this call begins with or leaves, of the same conditioning and
 *     ControlNets, the caller's; null for none
 * @param whole whether the call computes everything and leaves its features; where there are none
 *     yet, it does in any case
 */
public record Shortcut(DeepFeatures features, boolean whole) {
  /** All is computed, and nothing left for others. */
  public static final Shortcut NONE = new Shortcut(null, true);

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
