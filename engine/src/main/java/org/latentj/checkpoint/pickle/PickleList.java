package org.latentj.checkpoint.pickle;

import java.util.ArrayList;
import java.util.List;

/** A Python list or set; compared by identity, because it may contain itself. */
public final class PickleList {
  private final List<Object> items = new ArrayList<>();

  PickleList() {}

  /** The items; null stands for None. */
  public List<Object> items() {
    return items;
  }
}
