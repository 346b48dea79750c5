package org.latentj.sampler;

import java.util.Map;
import java.util.Optional;

/**
 * What a sampler's name in a user interface or in A1111's metadata says: {@code DPM++ 2M Karras} is
 * a sampler and a schedule.
 *
 * @param kind the sampler
 * @param schedule the schedule, if the name holds one
 */
public record SamplerName(SamplerKind kind, Optional<ScheduleKind> schedule) {

  /**
   * Reads a name, see {@link SamplerKind#ofName}.
   *
   * @throws IllegalArgumentException if it is unknown; the message lists all and the nearest
   */
  public static SamplerName parse(String name) {
    Optional<SamplerKind> whole = Names.SAMPLERS.lookUp(name);
    if (whole.isPresent()) {
      return new SamplerName(whole.get(), Optional.empty());
    }
    String key = Names.key(name);
    for (Map.Entry<String, ScheduleKind> schedule : Names.SCHEDULES.byKey().entrySet()) {
      // "SGM Uniform" also ends with "uniform", but then no sampler's name is left before it.
      if (key.endsWith(schedule.getKey())) {
        String rest = key.substring(0, key.length() - schedule.getKey().length());
        Optional<SamplerKind> kind = Names.SAMPLERS.lookUp(rest);
        if (kind.isPresent()) {
          return new SamplerName(kind.get(), Optional.of(schedule.getValue()));
        }
      }
    }
    throw Names.SAMPLERS.unknown(name);
  }

  /** A1111's form, for example {@code DPM++ 2M Karras}. */
  @Override
  public String toString() {
    return kind.displayName() + schedule.map(s -> " " + s.displayName()).orElse("");
  }
}
