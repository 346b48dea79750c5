package org.latentj.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentj.script.Keyword;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightSlot.Role;
import org.latentj.tensor.ElementType;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/** The layers that all networks are made of, emitted into one method. */
final class Layers {
  private final ScriptMethod method;
  private final EmitOptions options;
  private final PooledNorms pooled;

  Layers(ScriptMethod method, EmitOptions options) {
    this(method, options, null);
  }

  private Layers(ScriptMethod method, EmitOptions options, PooledNorms pooled) {
    this.method = method;
    this.options = options;
    this.pooled = pooled;
  }

  /** The same layers with group norms over more than the image at hand. */
  Layers with(PooledNorms norms) {
    return new Layers(method, options, norms);
  }

  EmitOptions options() {
    return options;
  }

  ScriptMethod method() {
    return method;
  }

  /** Casts a float32 input to the compute type. */
  Value toCompute(Value x) {
    return cast(x, options.compute());
  }

  /** As {@link #toCompute}, and in the memory layout of images. */
  Value toComputeImage(Value x) {
    Value cast = toCompute(x);
    // 2 is c10::MemoryFormat::ChannelsLast.
    return options.channelsLast()
        ? method.call("contiguous", cast, new Keyword("memory_format", 2))
        : cast;
  }

  /** Casts a result to float32. */
  Value toFloat(Value x) {
    return cast(x, ElementType.F32);
  }

  private Value cast(Value x, ElementType type) {
    return method.call("to", x, type.scalarType(), false, false, null);
  }

  /**
   * A convolution with bias and "same" padding for odd kernels.
   *
   * @param x of shape (B, in, H, W)
   * @return of shape (B, out, H/stride, W/stride)
   */
  Value convolution(Value x, String name, int in, int out, int kernel, int stride) {
    return convolution(x, name, in, out, kernel, stride, kernel / 2);
  }

  /** A convolution with bias and that padding on all sides. */
  Value convolution(Value x, String name, int in, int out, int size, int stride, int padding) {
    return convolution(x, kernel(name, in, out, size), stride, padding);
  }

  /** The weights of a convolution. */
  record Kernel(Value weight, Value bias) {}

  /** The kernel of that layer, (out, in, size, size), and its bias. */
  Kernel kernel(String name, int in, int out, int size) {
    Value weight = slot(Role.CONVOLUTION, name + ".weight", out, in, size, size);
    return new Kernel(weight, vector(name + ".bias", out));
  }

  /** A convolution with that padding on all sides, of zeros or, where the picture tiles, of it. */
  Value convolution(Value x, Kernel kernel, int stride, int padding) {
    int padX = padding;
    int padY = padding;
    Value input = x;
    if (padding > 0 && options.tileX()) {
      input = method.call("pad", input, new int[] {padding, padding, 0, 0}, "circular", null);
      padX = 0;
    }
    if (padding > 0 && options.tileY()) {
      input = method.call("pad", input, new int[] {0, 0, padding, padding}, "circular", null);
      padY = 0;
    }
    int[] strides = {stride, stride};
    return convolve(input, kernel.weight(), kernel.bias(), strides, new int[] {padY, padX});
  }

  private Value convolve(Value x, Value weight, Value bias, int[] strides, int[] padding) {
    int[] one = {1, 1};
    return options.packsWeights()
        ? oneDnn("_convolution_pointwise", x, weight, bias, padding, strides, one, 1)
        : method.call("conv2d", x, weight, bias, strides, padding, one, 1);
  }

  /** An operator that reads packed weights, with nothing done to its result. */
  private Value oneDnn(String operator, Object... arguments) {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("none");
    all.add(new Value("annotate(List[Optional[number]], [])"));
    all.add("");
    return method.callOneDnn(operator, all.toArray());
  }

  /**
   * A convolution without bias whose kernel moves by its own size: each patch by itself.
   *
   * @param x of shape (B, in, H, W)
   * @return of shape (B, out, H/patch, W/patch), remainders left out
   */
  Value patches(Value x, String name, int in, int out, int patch) {
    Value weight = slot(Role.CONVOLUTION, name + ".weight", out, in, patch, patch);
    return convolve(x, weight, null, new int[] {patch, patch}, new int[] {0, 0});
  }

  /**
   * The downsampling convolution of the VAE encoder: stride 2, one row and column of padding at the
   * far sides only, taken from the near sides where the picture tiles.
   */
  Value farPaddedConvolution(Value x, String name, int in, int out) {
    Value padded = method.call("pad", x, new int[] {0, 1, 0, 0}, edge(options.tileX()), null);
    padded = method.call("pad", padded, new int[] {0, 0, 0, 1}, edge(options.tileY()), null);
    return convolution(padded, name, in, out, 3, 2, 0);
  }

  private static String edge(boolean tile) {
    return tile ? "circular" : "constant";
  }

  /**
   * A linear layer.
   *
   * @param x of shape (..., in)
   * @return of shape (..., out)
   */
  Value linear(Value x, String name, int in, int out, boolean bias) {
    Value weight = slot(Role.MATRIX, name + ".weight", out, in);
    return product(x, weight, bias ? vector(name + ".bias", out) : null);
  }

  private Value product(Value x, Value weight, Value bias) {
    return options.packsWeights()
        ? oneDnn("_linear_pointwise", x, weight, bias)
        : method.call("linear", x, weight, bias);
  }

  /** A linear layer whose checkpoint weight is a 1x1 convolution kernel (out, in, 1, 1). */
  Value pointwise(Value x, String name, int in, int out) {
    TensorSpec part = new TensorSpec(name + ".weight", Shape.of(out, in, 1, 1));
    Value weight = weight(new WeightSlot(List.of(part), Shape.of(out, in), Role.MATRIX));
    return product(x, weight, vector(name + ".bias", out));
  }

  /**
   * Linear layers of the same input as one: the results lie side by side.
   *
   * @param outs the width of each layer's result
   * @return of shape (..., sum of outs)
   */
  Value fusedLinear(Value x, List<String> names, int in, List<Integer> outs, boolean bias) {
    Value weight = fused(Role.MATRIX, ".weight", names, outs, in);
    return product(x, weight, bias ? fused(Role.VECTOR, ".bias", names, outs, 0) : null);
  }

  /** The same as one product or as many, whichever the options say; with biases. */
  Value linears(Value x, List<String> names, int in, List<Integer> outs) {
    if (options.has(Optimization.FUSED_PROJECTIONS)) {
      return fusedLinear(x, names, in, outs, true);
    }
    List<Value> all = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      all.add(linear(x, names.get(i), in, outs.get(i), true));
    }
    return method.call("cat", all, -1);
  }

  private Value fused(Role role, String suffix, List<String> names, List<Integer> outs, int in) {
    TensorSpec[] parts = new TensorSpec[names.size()];
    long rows = 0;
    for (int i = 0; i < parts.length; i++) {
      long out = outs.get(i);
      Shape shape = in == 0 ? Shape.of(out) : Shape.of(out, in);
      parts[i] = new TensorSpec(names.get(i) + suffix, shape);
      rows += out;
    }
    Shape whole = in == 0 ? Shape.of(rows) : Shape.of(rows, in);
    return weight(new WeightSlot(Arrays.asList(parts), whole, role));
  }

  /** Group normalisation of (B, C, H, W). */
  Value groupNorm(Value x, String name, int channels, int groups, double eps) {
    Value scale = vector(name + ".weight", channels);
    Value shift = vector(name + ".bias", channels);
    return pooled == null
        ? method.call("group_norm", x, groups, scale, shift, eps, false)
        : pooled.emit(x, scale, shift, channels, groups, eps);
  }

  /** Layer normalisation over the last dimension. */
  Value layerNorm(Value x, String name, int width, double eps) {
    Value scale = vector(name + ".weight", width);
    Value shift = vector(name + ".bias", width);
    return method.call("layer_norm", x, new int[] {width}, scale, shift, eps, false);
  }

  /** A row of a table for each index. */
  Value embedding(Value indices, String name, int rows, int width) {
    Value table = method.weight(whole(Role.EMBEDDING, name + ".weight", rows, width));
    if (isFetched()) {
      return method.call("embedding", usable(table), indices, -1, false, false);
    }
    // Cast after the look-up: the table is far larger than what is taken from it.
    return usable(method.call("embedding", table, indices, -1, false, false));
  }

  /** A table of (rows, width). */
  Value table(String name, int rows, int width) {
    return slot(Role.EMBEDDING, name, rows, width);
  }

  Value silu(Value x) {
    return method.call("silu", x);
  }

  /** SiLU of a value that nothing else reads. */
  Value lastSilu(Value x) {
    return method.call(options.has(Optimization.IN_PLACE_ACTIVATION) ? "silu_" : "silu", x);
  }

  Value add(Value a, Value b) {
    return method.call("add", a, b);
  }

  /** A vector of that size. */
  Value vector(String name, long size) {
    return slot(Role.VECTOR, name, size);
  }

  private Value slot(Role role, String name, long... dimensions) {
    return weight(whole(role, name, dimensions));
  }

  private static WeightSlot whole(Role role, String name, long... dimensions) {
    Shape shape = Shape.of(dimensions);
    return new WeightSlot(List.of(new TensorSpec(name, shape)), shape, role);
  }

  /** The weight of that slot, in the compute type. */
  Value weight(WeightSlot slot) {
    return usable(method.weight(slot));
  }

  /** A weight in the compute type, on the device that computes. */
  private Value usable(Value weight) {
    if (isFetched()) {
      String device = "torch.device(\"" + options.weightsFetchedTo() + "\")";
      int type = options.compute().scalarType();
      return method.call("to", weight, new Value(device), type, false, false);
    }
    return options.storage() == options.compute() ? weight : toCompute(weight);
  }

  private boolean isFetched() {
    return !options.weightsFetchedTo().isEmpty();
  }
}
