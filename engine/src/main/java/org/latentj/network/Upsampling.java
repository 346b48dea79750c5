package org.latentj.network;

import java.util.Collections;
import java.util.List;
import org.latentj.script.Keyword;
import org.latentj.script.ScriptMethod;
import org.latentj.script.Value;
import org.latentj.script.WeightSlot;
import org.latentj.script.WeightSlot.Role;
import org.latentj.tensor.Shape;
import org.latentj.tensor.TensorSpec;

/**
 * Every pixel twice in both directions, and a convolution of 3x3 (diffusers {@code Upsample2D}).
 *
 * <p>Folded, it is one convolution of the small image. Of the three rows that a kernel sees of the
 * large one, two are the same: the upper two or the lower two, for odd and even rows. So a large
 * pixel depends on 2x2 small ones, and the four pixels that come of a small one have four kernels
 * of 2x2, whose weights are sums of the kernel's: 16 multiplications where there were 36.
 */
record Upsampling(Layers layers) {

  /**
   * To twice the size.
   *
   * @param x of shape (B, channels, H, W)
   * @param name of the convolution, which has as many channels
   * @return of shape (B, channels, 2H, 2W)
   */
  Value twice(Value x, String name, int channels) {
    if (layers.options().foldsUpsampling()) {
      return folded(x, name, channels);
    }
    Value factor = layers.method().assign("[2.0, 2.0]");
    Value larger = layers.method().call("upsample_nearest2d", x, null, factor);
    return layers.convolution(larger, name, channels, channels, 3, 1);
  }

  /**
   * To the size of another image, twice or one less where that is odd. Odd sizes are not folded:
   * the zeros beyond an edge are not where a small pixel ends.
   *
   * @param x of shape (B, channels, H, W)
   * @param like (B, any, height, width) of the result
   */
  Value to(Value x, Value like, String name, int channels) {
    ScriptMethod method = layers.method();
    Value height = method.call("size", like, 2);
    Value width = method.call("size", like, 3);
    Layers.Kernel kernel = layers.kernel(name, channels, channels, 3);
    if (!layers.options().foldsUpsampling()) {
      return plain(x, height, width, kernel);
    }
    Value evenRows = method.call("eq", height, method.call("mul", method.call("size", x, 2), 2));
    Value evenColumns = method.call("eq", width, method.call("mul", method.call("size", x, 3), 2));
    return method.either(
        method.call("__and__", evenRows, evenColumns),
        () -> folded(x, name, channels),
        () -> plain(x, height, width, kernel));
  }

  private Value plain(Value x, Value height, Value width, Layers.Kernel kernel) {
    Value larger =
        layers.method().call("upsample_nearest2d", x, List.of(height, width), null, null);
    return layers.convolution(larger, kernel, 1, 1);
  }

  private Value folded(Value x, String name, int channels) {
    ScriptMethod method = layers.method();
    Value four = layers.convolution(x, foldedKernel(name, channels), 1, 1);
    // 2 is c10::MemoryFormat::ChannelsLast; the strides below are of that order.
    Value last = method.call("contiguous", four, new Keyword("memory_format", 2));
    return interleaved(last, x, channels);
  }

  private Layers.Kernel foldedKernel(String name, int channels) {
    TensorSpec kernel = new TensorSpec(name + ".weight", Shape.of(channels, channels, 3, 3));
    TensorSpec bias = new TensorSpec(name + ".bias", Shape.of(channels));
    Shape folded = Shape.of(4L * channels, channels, 2, 2);
    return new Layers.Kernel(
        layers.weight(new WeightSlot(List.of(kernel), folded, Role.UPSAMPLING)),
        layers.weight(
            new WeightSlot(Collections.nCopies(4, bias), Shape.of(4L * channels), Role.VECTOR)));
  }

  /**
   * Puts the results of the four kernels where they belong, in one pass over memory: the kernel of
   * row p and column q of four sees the small rows y + p - 1 and y + p of small pixel (y, x).
   *
   * @param four (B, 4 * channels, H + 1, W + 1), channels last; row i saw small rows i - 1 and i
   * @param x of shape (B, channels, H, W), for its size
   */
  private Value interleaved(Value four, Value x, int channels) {
    ScriptMethod method = layers.method();
    Value batch = method.call("size", x, 0);
    Value height = method.call("size", x, 2);
    Value width = method.call("size", x, 3);
    int pixel = 4 * channels;
    Value row = method.call("mul", method.call("size", four, 3), pixel);
    Value image = method.call("mul", method.call("size", four, 2), row);
    Value rowOfKernels = method.call("add", row, 2 * channels);
    List<Object> sizes = List.of(batch, height, 2, width, 2, channels);
    List<Object> strides = List.of(image, row, rowOfKernels, pixel, pixel + channels, 1);
    Value places = method.call("as_strided", four, sizes, strides, 0);
    List<Object> large =
        List.of(batch, method.call("mul", height, 2), method.call("mul", width, 2), channels);
    return method.call("permute", method.call("reshape", places, large), new int[] {0, 3, 1, 2});
  }
}
