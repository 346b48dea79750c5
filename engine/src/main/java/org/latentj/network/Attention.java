package org.latentj.network;

import java.util.List;
import java.util.stream.IntStream;
import org.latentj.script.Value;

/** Multi-head attention by libtorch's fused kernel (Vaswani et al. 2017, eq. 1). */
final class Attention {
  private final Layers layers;
  private final int heads;
  private final int width;

  Attention(Layers layers, int heads, int width) {
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "expected a width that %d heads divide but got %d".formatted(heads, width));
    }
    this.layers = layers;
    this.heads = heads;
    this.width = width;
  }

  /**
   * Attention of a sequence to itself, its three projections fused into one matrix product.
   *
   * @param x of shape (B, N, width)
   * @param projections names of the query, key and value layers
   * @param bias whether these have biases
   * @param causal whether a position sees only itself and earlier ones
   * @return of shape (B, N, width), before the output projection
   */
  Value toItself(Value x, List<String> projections, boolean bias, boolean causal) {
    Value joined = layers.fusedLinear(x, projections, width, List.of(width, width, width), bias);
    List<Value> qkv = split(joined, 3);
    return attend(qkv.get(0), qkv.get(1), qkv.get(2), causal);
  }

  /**
   * Splits (B, N, count * width) into {@code count} tensors of shape (B, heads, N, width / heads),
   * as views.
   */
  List<Value> split(Value joined, int count) {
    var m = layers.method();
    Value parts = m.call("unflatten", joined, -1, new int[] {count, heads, width / heads});
    Value headsFirst = m.call("permute", parts, new int[] {2, 0, 3, 1, 4});
    return IntStream.range(0, count).mapToObj(i -> m.call("select", headsFirst, 0, i)).toList();
  }

  /**
   * Attention to given keys and values.
   *
   * @param query of shape (B, heads, N, width / heads)
   * @param key of shape (B, heads, M, width / heads)
   * @param value of shape (B, heads, M, width / heads)
   * @return of shape (B, N, width)
   */
  Value attend(Value query, Value key, Value value, boolean causal) {
    var m = layers.method();
    Value out = m.call("scaled_dot_product_attention", query, key, value, null, 0.0, causal);
    return m.call("flatten", m.call("transpose", out, 1, 2), 2, 3);
  }
}
