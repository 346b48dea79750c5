package org.latentj.maven.generate;

import java.util.Locale;
import java.util.Optional;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;

/**
 * Where and in which precision pictures are computed.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}
 * @param precision of the networks
 * @param memory how much of it is given for speed
 * @param variant of weight files to prefer where a model has several
 */
public record EngineOptions(
    String device, Precision precision, MemoryMode memory, Optional<String> variant) {

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
      return new EngineOptions(
          name, Precision.ofName(precision), MemoryMode.AUTO, Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sd.precision: " + e.getMessage(), e);
    }
  }

  /**
   * The same in that memory mode.
   *
   * @throws IllegalArgumentException if there is none of that name, naming the property
   */
  public EngineOptions withMemory(String mode) {
    try {
      return new EngineOptions(device, precision, MemoryMode.ofName(mode), variant);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("sd.memory: " + e.getMessage(), e);
    }
  }

  /** The same with that variant preferred. */
  public EngineOptions withVariant(Optional<String> preferred) {
    return new EngineOptions(device, precision, memory, preferred);
  }
}
