package org.latentj.conformance;

import java.util.stream.IntStream;
import org.latentj.sampler.HostLatents;
import org.latentj.sampler.Latents;
import org.latentj.sampler.Sampler;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/** What can be asked of a sampler from outside, and how near it has to be. */
final class Schedulers {
  /** Of the largest value: some 80 units in the last place of a float, as tables are float32. */
  static final double TABLE_TOLERANCE = 1e-5;

  private Schedulers() {}

  /** The timesteps of the calls that the sampler has left. */
  static double[] timesteps(Sampler sampler) {
    return IntStream.range(sampler.firstCall(), sampler.calls())
        .mapToDouble(sampler::timestep)
        .toArray();
  }

  /** The ratio of noise to signal that the sampler assumes at each call. */
  static double[] sigmas(Sampler sampler) {
    return IntStream.range(0, sampler.calls())
        .mapToDouble(
            call -> {
              double signal = value(sampler.addNoise(constant(1), constant(0), call));
              double noise = value(sampler.addNoise(constant(0), constant(1), call));
              return noise / signal;
            })
        .toArray();
  }

  private static Latents constant(float value) {
    return new HostLatents(new FloatTensor(Shape.of(1, 1, 1, 1), new float[] {value}));
  }

  private static double value(Latents latents) {
    return floats(latents).data()[0];
  }

  static FloatTensor floats(Latents latents) {
    return ((HostLatents) latents).tensor();
  }

  /** Compares a table of numbers, with a limit in proportion to its largest. */
  static Deviation table(String what, double[] actual, double[] expected) {
    double largest = 1;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    return Compare.numbers(what, actual, expected, TABLE_TOLERANCE * largest);
  }
}
