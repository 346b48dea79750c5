package org.latentj.network;

import java.util.ArrayList;
import java.util.List;
import org.latentj.script.Keyword;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;

/**
 * Group norms of a tile that are to come out as those of the whole picture: they normalise by means
 * and variances that are given, and measure their own over a window of the tile, so that the
 * windows of all tiles can be pooled.
 *
 * <p>Statistics are a tensor (norms, 2, groups), float32: for each norm in order of evaluation the
 * groups' means, then their variances. All norms have as many groups.
 */
final class PooledNorms {
  /** What becomes of the statistics. */
  enum Use {
    /**
     * Normalise by the tile's own after a correction, and return those: what is given is added to
     * the means and multiplied with the variances.
     */
    ADJUST,
    /** Normalise by those that are given, and measure. */
    MEASURE,
    /** Normalise by those that are given. */
    APPLY
  }

  private final ScriptMethod method;
  private final Use use;
  private final Value given;
  private final TileWindow window;
  private final List<Value> measured = new ArrayList<>();
  private int norms;

  /**
   * The norms of a method.
   *
   * @param given the statistics; not read for the tile's own
   * @param window the part that is measured; not read where nothing is measured
   */
  PooledNorms(ScriptMethod method, Use use, Value given, TileWindow window) {
    this.method = method;
    this.use = use;
    this.given = given;
    this.window = window;
  }

  /**
   * One norm.
   *
   * @param x of shape (1, channels, H, W)
   * @param scale (channels), of the compute type
   * @param shift (channels), of the compute type
   */
  Value emit(Value x, Value scale, Value shift, int channels, int groups, double eps) {
    Value row = method.call("select", given, 0, norms++);
    Value mean = method.call("select", row, 0, 0);
    Value variance = method.call("select", row, 0, 1);
    if (use != Use.APPLY) {
      Value grouped = grouped(window.of(x), groups);
      int[] all = {0, 2, 3, 4};
      Value ownMean = method.call("mean", grouped, all, false, new Keyword("dtype", null));
      Value ownVariance = method.call("var", grouped, all, false, false);
      if (use == Use.ADJUST) {
        mean = method.call("add", ownMean, mean);
        variance = method.call("mul", ownVariance, variance);
        measured.add(method.call("stack", List.of(mean, variance), 0));
      } else {
        measured.add(method.call("stack", List.of(ownMean, ownVariance), 0));
      }
    }
    // By given statistics, group norm is batch norm at inference, which has them for each channel.
    int each = channels / groups;
    mean = method.call("repeat_interleave", mean, each, 0);
    variance = method.call("repeat_interleave", variance, each, 0);
    return method.call(
        "batch_norm", x, toFloat(scale), toFloat(shift), mean, variance, false, 0.0, eps, true);
  }

  private Value grouped(Value image, int groups) {
    return toFloat(method.call("unflatten", image, 1, new int[] {groups, -1}));
  }

  private Value toFloat(Value x) {
    return method.call("to", x, 6, false, false, null);
  }

  /** What was measured: (norms, 2, groups), float32. */
  Value statistics() {
    return method.call("stack", measured, 0);
  }
}
