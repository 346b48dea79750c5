package org.latentj.sampler;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** Small latents for tests. */
final class TestLatents {
  static final Supplier<Latents> NO_NOISE =
      () -> {
        throw new AssertionError("a deterministic step drew noise");
      };

  private TestLatents() {}

  static HostLatents of(float... values) {
    return new HostLatents(new FloatTensor(Shape.of(1, 1, 1, values.length), values));
  }

  static HostLatents constant(int size, double value) {
    float[] values = new float[size];
    Arrays.fill(values, (float) value);
    return of(values);
  }

  static float[] values(Latents latents) {
    return ((HostLatents) latents).tensor().data();
  }

  static float value(Latents latents) {
    return values(latents)[0];
  }

  /** Unit Gaussian noise of that size, one tensor after another. */
  static Supplier<Latents> gaussian(int size, long seed) {
    Random random = new Random(seed);
    return () -> {
      float[] out = new float[size];
      for (int i = 0; i < size; i++) {
        out[i] = (float) random.nextGaussian();
      }
      return of(out);
    };
  }

  static double mean(Latents latents) {
    double sum = 0;
    for (float v : values(latents)) {
      sum += v;
    }
    return sum / values(latents).length;
  }

  static double deviation(Latents latents) {
    return ((HostLatents) latents).standardDeviations()[0];
  }
}
