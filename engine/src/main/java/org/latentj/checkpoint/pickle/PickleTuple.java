package org.latentj.checkpoint.pickle;

import java.util.List;

/**
 * A Python tuple. Not a record: its items may contain themselves, so it must not be compared,
 * hashed or printed by content.
 */
public final class PickleTuple {
  private final List<Object> items;

  PickleTuple(List<Object> items) {
    this.items = items;
  }

  /** The items; null stands for None. */
  public List<Object> items() {
    return items;
  }
}
