package org.latentj.noise;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * What {@code torch.randn} and {@code torch.rand} draw from {@code
 * torch.Generator("cpu").manual_seed(seed)}, after {@code
 * aten/src/ATen/native/cpu/DistributionTemplates.h} and {@code
 * aten/src/ATen/core/DistributionsHelper.h}. Within 1e-6 of PyTorch, whose logarithm and sines are
 * vectorised; float16 results are exact but for rounding ties. Not thread-safe.
 */
public final class TorchNoise implements NoiseSource {
  /** From this many elements on, PyTorch fills a tensor in groups. */
  private static final int GROUP = 16;

  private final MersenneTwister bits;
  private final BoxMuller transform;
  private double cached;
  private boolean hasCached;

  private TorchNoise(long seed, BoxMuller transform) {
    bits = new MersenneTwister(seed);
    this.transform = transform;
  }

  /** Draws of {@code dtype=torch.float32}. */
  public static TorchNoise float32(long seed) {
    return new TorchNoise(seed, BoxMuller.FLOAT);
  }

  /** Draws of {@code dtype=torch.float16}, returned as floats. */
  public static TorchNoise float16(long seed) {
    return new TorchNoise(seed, BoxMuller.HALF);
  }

  @Override
  public FloatTensor normal(Shape shape) {
    FloatTensor out = FloatTensor.zeros(shape);
    if (out.data().length < GROUP) {
      fillSingly(out.data());
    } else {
      fillInGroups(out.data());
    }
    return out;
  }

  /** Draws from the uniform distribution over [0, 1). */
  public FloatTensor uniform(Shape shape) {
    FloatTensor out = FloatTensor.zeros(shape);
    fillUniform(out.data(), 0);
    return out;
  }

  private void fillUniform(float[] out, int from) {
    for (int i = from; i < out.length; i++) {
      out[i] = transform.uniform(bits.next32());
    }
  }

  private void fillInGroups(float[] out) {
    fillUniform(out, 0);
    for (int i = 0; i + GROUP <= out.length; i += GROUP) {
      transform.group(out, i);
    }
    if (out.length % GROUP != 0) {
      // The last group overlaps the one before it, from fresh uniforms.
      int last = out.length - GROUP;
      fillUniform(out, last);
      transform.group(out, last);
    }
  }

  private void fillSingly(float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = transform.round(nextDouble());
    }
  }

  /** Pairs of doubles; the second of a pair waits for the next small draw, whenever it comes. */
  private double nextDouble() {
    if (hasCached) {
      hasCached = false;
      return cached;
    }
    double u1 = uniformDouble();
    double u2 = uniformDouble();
    double radius = Math.sqrt(-2 * Math.log1p(-u2));
    double theta = 2 * Math.PI * u1;
    cached = radius * Math.sin(theta);
    hasCached = true;
    return radius * Math.cos(theta);
  }

  private double uniformDouble() {
    return (bits.next64() & (1L << 53) - 1) * 0x1p-53;
  }
}
