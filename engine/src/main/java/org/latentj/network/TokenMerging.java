package org.latentj.network;

import java.util.List;
import org.latentj.script.Keyword;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * Merges the tokens of an image that are most like others, and unmerges what was computed of them
 * (Bolya and Hoffman 2023, "Token Merging for Fast Stable Diffusion", section 4; {@code
 * tomesd/merge.py}, {@code bipartite_soft_matching_random2d} without randomness). Destinations are
 * the upper left tokens of cells of 2x2; all others are sources, each with its most similar
 * destination; of the sources, those with the greatest similarities become one with theirs, as
 * their mean. Where a side is odd, its last cells are smaller; there {@code tomesd} has none, and
 * none at all where a side is 1.
 *
 * <p>Values of rows are indices (B, n) into tokens (B, N, C).
 */
final class TokenMerging {
  private final ScriptMethod method;

  /** Of the tokens, those that stay: sources, then destinations. */
  private final Value staying;

  /** Of the tokens, those that merge. */
  private final Value merging;

  /** Of the destinations, the one of each of these. */
  private final Value into;

  /** How many sources stay. */
  private final Value stayingSources;

  /** For each token, where it is afterwards. */
  private final Value places;

  /**
   * Emits the choice of tokens.
   *
   * @param image (B, channels, H, W), for its size
   * @param tokens (B, H * W, C), by whose cosines similarity is measured
   * @param share of all tokens that merge, above 0 to 0.75
   */
  TokenMerging(ScriptMethod method, Value image, Value tokens, double share) {
    this.method = method;
    Value order = destinationsFirst(image);
    Value cells = cells(image);
    Value all = method.call("size", tokens, 1);
    Value batch = method.call("size", tokens, 0);
    Value destinations = method.call("slice", order, 0, 0, cells, 1);
    Value sources = method.call("slice", order, 0, cells, all, 1);

    Value length = method.call("linalg_vector_norm", tokens, 2, new int[] {-1}, true);
    Value directions = method.call("div", tokens, length);
    Value from = method.call("index_select", directions, 1, sources);
    Value to = method.call("index_select", directions, 1, destinations);
    Value cosines = method.call("matmul", from, method.call("transpose", to, -1, -2));
    Value best = method.call("max", cosines, -1, false);
    Value ranked = sorted(best.element(0), true);

    Value count = method.call("sub", all, cells);
    Value wanted = method.call("mul", all, share);
    Value merged = method.assign("ops.prim.min(int(" + wanted + "), " + count + ")");
    Value chosen = method.call("slice", ranked, 1, 0, merged, 1);
    Value rest = method.call("slice", ranked, 1, merged, count, 1);
    stayingSources = method.call("sub", count, merged);
    merging = method.call("take", sources, chosen);
    into = method.call("gather", best.element(1), 1, chosen);
    Value rows =
        method.call("expand", method.call("unsqueeze", destinations, 0), List.of(batch, -1));
    staying = method.call("cat", List.of(method.call("take", sources, rest), rows), 1);

    Value tokensBefore = method.call("cat", List.of(staying, merging), 1);
    Value counted = method.call("cumsum", method.call("ones_like", staying), 1);
    Value own = method.call("sub", counted, 1);
    Value shared = method.call("add", into, stayingSources);
    Value placesAfter = method.call("cat", List.of(own, shared), 1);
    places = method.call("scatter", tokensBefore, 1, tokensBefore, placesAfter);
  }

  /** (N - merged) tokens of N. */
  Value merge(Value tokens) {
    Value left = pick(tokens, staying);
    Value before = method.call("slice", left, 1, 0, stayingSources, 1);
    Value destinations =
        method.call("slice", left, 1, stayingSources, method.call("size", left, 1), 1);
    Value means =
        method.call(
            "scatter_reduce",
            destinations,
            1,
            wide(into, tokens),
            pick(tokens, merging),
            "mean",
            new Keyword("include_self", true));
    return method.call("cat", List.of(before, means), 1);
  }

  /** N tokens again: those that were merged are all what became of their destination. */
  Value unmerge(Value tokens) {
    return pick(tokens, places);
  }

  private Value pick(Value tokens, Value indices) {
    return method.call("gather", tokens, 1, wide(indices, tokens));
  }

  private Value wide(Value indices, Value tokens) {
    Value width = method.call("size", tokens, 2);
    return method.call("expand", method.call("unsqueeze", indices, 2), List.of(-1, -1, width));
  }

  private Value cells(Value image) {
    return method.call("mul", half(image, 2), half(image, 3));
  }

  /** Cells along an axis. */
  private Value half(Value image, int axis) {
    return method.call("floordiv", method.call("add", method.call("size", image, axis), 1), 2);
  }

  /** All tokens' indices, those of destinations before those of sources. */
  private Value destinationsFirst(Value image) {
    Value plane = method.call("select", method.call("select", image, 0, 0), 0, 0);
    Value sources = method.call("ones_like", plane);
    Value rows = method.call("slice", sources, 0, 0, method.call("size", plane, 0), 2);
    Value cells = method.call("slice", rows, 1, 0, method.call("size", plane, 1), 2);
    method.call("fill_", cells, 0);
    return sorted(method.call("flatten", sources, 0, 1), false);
  }

  /** Indices in order of the values along the last axis; equal ones stay in their order. */
  private Value sorted(Value values, boolean descending) {
    Value sorted =
        method.call(
            "sort",
            values,
            new Keyword("stable", true),
            new Keyword("dim", -1),
            new Keyword("descending", descending));
    return sorted.element(1);
  }
}
