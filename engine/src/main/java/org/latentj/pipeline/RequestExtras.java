package org.latentj.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What was done for a request before the pipeline runs it.
 *
 * @param settings what its pictures say of that, by the settings' names
 * @param remarks for the user
 * @param embeddings what its pictures say of the textual inversions of these names
 */
public record RequestExtras(
    Map<String, String> settings,
    List<String> remarks,
    Function<Set<String>, Map<String, String>> embeddings) {
  /** Nothing. */
  public static final RequestExtras NONE =
      new RequestExtras(Map.of(), List.of(), names -> Map.of());
}
