package org.latentj.maven.generate;

import java.util.Locale;
import org.latentj.runtime.Precision;

/**
 * Where and in which precision pictures are computed.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param precision of the networks
 */
public record EngineOptions(String device, Precision precision) {

  /**
   * Reads the parameters of a goal.
   *
   * @throws IllegalArgumentException if a value is not allowed, naming its property
   */
  public static EngineOptions of(String device, String precision) {
    String name = device.strip().toLowerCase(Locale.ROOT);
    if (!name.matches("auto|cpu|cuda(:\\d{1,3})?")) {
      throw new IllegalArgumentException(
          "sd.device: expected auto, cpu, cuda or cuda:N but got '" + device + "'");
    }
    try {
      return new EngineOptions(name, Precision.ofName(precision));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sd.precision: " + e.getMessage(), e);
    }
  }
}
