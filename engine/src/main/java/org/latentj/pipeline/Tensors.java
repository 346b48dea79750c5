package org.latentj.pipeline;

import java.util.Collections;
import java.util.List;
import org.latentj.sampler.HostLatents;
import org.latentj.sampler.Latents;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** Small operations on host tensors that pipelines share. */
final class Tensors {
  private Tensors() {}

  /** The batch {@code times} times over, along the first dimension; itself for once. */
  static FloatTensor repeat(FloatTensor tensor, int times) {
    return times == 1 ? tensor : FloatTensor.concatenate(Collections.nCopies(times, tensor));
  }

  /** A batch of one repeated to {@code rows}; a batch of that size as it is. */
  static FloatTensor expand(FloatTensor tensor, int rows) {
    int have = tensor.shape().size(0);
    if (rows % have != 0) {
      throw new IllegalArgumentException(
          "expected a batch that %d divide into but got %s".formatted(rows, tensor.shape()));
    }
    return repeat(tensor, rows / have);
  }

  /** Rows {@code from} to {@code to}, exclusive, as a copy. */
  static FloatTensor rows(FloatTensor tensor, int from, int to) {
    long[] dims = tensor.shape().toArray();
    int stride = Math.toIntExact(tensor.shape().elements() / dims[0]);
    dims[0] = to - from;
    float[] part = new float[(to - from) * stride];
    System.arraycopy(tensor.data(), from * stride, part, 0, part.length);
    return new FloatTensor(Shape.of(dims), part);
  }

  /** Joins images of equal batch and size along the channels. */
  static FloatTensor joinChannels(List<FloatTensor> parts) {
    Shape first = parts.get(0).shape();
    int batch = first.size(0);
    int pixels = first.size(2) * first.size(3);
    int channels = parts.stream().mapToInt(p -> p.shape().size(1)).sum();
    float[] out = new float[batch * channels * pixels];
    int at = 0;
    for (int b = 0; b < batch; b++) {
      for (FloatTensor part : parts) {
        int length = part.shape().size(1) * pixels;
        System.arraycopy(part.data(), b * length, out, at, length);
        at += length;
      }
    }
    return new FloatTensor(Shape.of(batch, channels, first.dimension(2), first.dimension(3)), out);
  }

  static Latents latents(FloatTensor tensor) {
    return new HostLatents(tensor);
  }

  static FloatTensor floats(Latents latents) {
    return ((HostLatents) latents).tensor();
  }
}
