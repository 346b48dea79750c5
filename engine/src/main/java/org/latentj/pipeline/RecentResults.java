package org.latentj.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.latentj.tensor.FloatTensor;

/**
 * Keeps the results that were used last, so that the next request need not compute them again. A
 * result is handed out as a copy: who gets it may write to it.
 *
 * @param <K> what a result depends on, all of it, comparable by content
 */
final class RecentResults<K> {
  private final Map<K, FloatTensor> results;

  /**
   * An empty memory.
   *
   * @param most how many results are kept
   */
  RecentResults(int most) {
    results =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, FloatTensor> eldest) {
            return size() > most;
          }
        };
  }

  /** The result for a key, computed if it is not there. */
  synchronized FloatTensor get(K key, Supplier<FloatTensor> compute) {
    FloatTensor result = results.get(key);
    if (result == null) {
      result = compute.get();
      results.put(key, result);
    }
    return new FloatTensor(result.shape(), result.data().clone());
  }
}
