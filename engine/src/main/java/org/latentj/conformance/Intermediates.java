package org.latentj.conformance;

import java.io.IOException;
import org.latentj.tensor.FloatTensor;

/** Values inside a network. */
final class Intermediates {
  private Intermediates() {}

  /**
   * Compares a value inside a network. A pack's limits hold for the output; rounding grows with
   * magnitude, so an intermediate that is larger than the output gets a limit that is as much
   * larger.
   *
   * @param name the tensor's name in the pack
   * @param output the expected output of the network
   * @param limit the limit of the output
   */
  static Deviation compare(
      CaseTensors tensors, String name, FloatTensor actual, FloatTensor output, double limit)
      throws IOException {
    FloatTensor expected = tensors.floats(name);
    double scale = magnitude(expected) / magnitude(output);
    return Compare.floats(name, actual, expected, limit * Math.max(1, scale));
  }

  private static double magnitude(FloatTensor tensor) {
    double largest = Float.MIN_NORMAL;
    for (float value : tensor.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
