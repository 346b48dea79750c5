package org.latentj.network;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.latentj.script.Keyword;
import org.latentj.script.Value;

/**
 * Multi-head attention (Vaswani et al. 2017, eq. 1), by libtorch's fused kernel or as two products.
 */
final class Attention {
  /** Half a gigabyte of float32, or a quarter of one in half precision. */
  private static final int MAX_SCORES = 1 << 27;

  /**
   * Without the fused kernel, where scores go to memory and back: few enough for a CPU's caches,
   * and enough for its cores. Of 8 MB in half precision, so that glibc keeps the memory: it gives
   * blocks of more than 32 MB back, and every page of the next one is a fault.
   */
  private static final int MAX_STORED_SCORES = 1 << 22;

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
    List<Value> qkv = projected(x, projections, width, bias);
    return attend(qkv.get(0), qkv.get(1), qkv.get(2), causal);
  }

  /**
   * Projections of one input, each (B, heads, N, width / heads).
   *
   * @param x of shape (B, N, in)
   */
  List<Value> projected(Value x, List<String> projections, int in, boolean bias) {
    if (layers.options().has(Optimization.FUSED_PROJECTIONS)) {
      List<Integer> widths = Collections.nCopies(projections.size(), width);
      return split(layers.fusedLinear(x, projections, in, widths, bias), projections.size());
    }
    return projections.stream()
        .map(name -> split(layers.linear(x, name, in, width, bias), 1).get(0))
        .toList();
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
    // A causal sequence is a prompt's, and short.
    Value out =
        causal || !layers.options().slicedAttention()
            ? weighted(query, key, value, causal)
            : layers.options().has(Optimization.FUSED_ATTENTION)
                ? sliced(query, key, value)
                : oneByOne(query, key, value);
    return m.call("flatten", m.call("transpose", out, 1, 2), 2, 3);
  }

  private Value weighted(Value query, Value key, Value value, boolean causal) {
    var m = layers.method();
    // Without the kernel, a causal mask would have to be made; that is not worth measuring.
    if (layers.options().has(Optimization.FUSED_ATTENTION) || causal) {
      return m.call("scaled_dot_product_attention", query, key, value, null, 0.0, causal);
    }
    Value scaled = m.call("mul", query, Math.sqrt((double) heads / width));
    Value scores = m.call("matmul", scaled, m.call("transpose", key, -1, -2));
    return m.call("matmul", softmax(scores), value);
  }

  /** Softmax of scores that nothing else reads. */
  private Value softmax(Value scores) {
    var m = layers.method();
    return layers.options().has(Optimization.IN_PLACE_ACTIVATION)
        ? m.call("_softmax", scores, -1, false, new Keyword("out", scores))
        : m.call("softmax", scores, -1, null);
  }

  /** Queries in slices of a limited number of scores, one query or more each. */
  private Value sliced(Value query, Value key, Value value) {
    var m = layers.method();
    Value sequences = m.call("mul", m.call("size", query, 0), m.call("size", query, 1));
    Value scores = m.call("mul", sequences, m.call("size", key, 2));
    Value slices = m.call("split", query, quotient(MAX_SCORES, scores), 2);
    Value results = m.assign("annotate(List[Tensor], [])");
    m.forEach(slices, slice -> m.call("append", results, weighted(slice, key, value, false)));
    return m.call("cat", results, 2);
  }

  /** Every sequence and head by itself, queries in slices as in {@link #sliced}. */
  private Value oneByOne(Value query, Value key, Value value) {
    var m = layers.method();
    Value length = quotient(MAX_STORED_SCORES, m.call("size", key, 2));
    Value results = m.assign("annotate(List[Tensor], [])");
    m.forEach(
        List.of(sequences(query), sequences(key), sequences(value)),
        sequence -> {
          Value slices = m.call("split", sequence.get(0), length, 0);
          m.forEach(
              slices,
              slice -> {
                Value result = weighted(slice, sequence.get(1), sequence.get(2), false);
                m.call("append", results, result);
              });
        });
    List<Value> shape =
        List.of(m.call("size", query, 0), m.call("size", query, 1), new Value("-1"));
    return m.call("unflatten", m.call("cat", results, 0), 0, shape);
  }

  /** From (B, heads, N, d) to a list of (N, d). */
  private Value sequences(Value x) {
    var m = layers.method();
    return m.call("unbind", m.call("flatten", x, 0, 1), 0);
  }

  private Value quotient(int most, Value divisor) {
    return layers.method().assign("ops.prim.max(torch.floordiv(" + most + ", " + divisor + "), 1)");
  }
}
