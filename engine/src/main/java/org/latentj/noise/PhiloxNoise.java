package org.latentj.noise;

import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * What {@code torch.randn(..., device="cuda")} draws, as far as webui's {@code
 * modules/rng_philox.py} follows it: element i of the k-th call is the first Box-Muller value of
 * counter (k, 0, i, 0) under the seed as key. Not thread-safe.
 */
final class PhiloxNoise implements NoiseSource {
  private static final float STEP = 0x1p-32f;
  private static final float ANGLE_STEP = (float) (0x1p-32 * 2 * Math.PI);

  private final long seed;
  private int offset;

  PhiloxNoise(long seed) {
    this.seed = seed;
  }

  @Override
  public FloatTensor normal(Shape shape) {
    FloatTensor out = FloatTensor.zeros(shape);
    int[] counter = new int[4];
    for (int i = 0; i < out.data().length; i++) {
      counter[0] = offset;
      counter[1] = 0;
      counter[2] = i;
      counter[3] = 0;
      Philox4x32.encrypt(counter, (int) seed, (int) (seed >>> 32));
      out.data()[i] = boxMuller(counter[0], counter[1]);
    }
    offset++;
    return out;
  }

  private static float boxMuller(int x, int y) {
    double u = Integer.toUnsignedLong(x) * (double) STEP + STEP / 2;
    double v = Integer.toUnsignedLong(y) * (double) ANGLE_STEP + ANGLE_STEP / 2;
    return (float) (Math.sqrt(-2 * Math.log(u)) * Math.sin(v));
  }
}
