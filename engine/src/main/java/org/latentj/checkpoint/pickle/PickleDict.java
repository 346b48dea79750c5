package org.latentj.checkpoint.pickle;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Python dict or OrderedDict. Only text keys are kept: a checkpoint's weights have no others, and
 * trainer entries may use classes as keys, which are dropped here with their values.
 */
public final class PickleDict {
  private final Map<String, Object> entries = new LinkedHashMap<>();

  PickleDict() {}

  void put(Object key, Object value) {
    if (key instanceof String text) {
      entries.put(text, value);
    }
  }

  /** The entries in order of insertion; null stands for None. */
  public Map<String, Object> entries() {
    return entries;
  }
}
