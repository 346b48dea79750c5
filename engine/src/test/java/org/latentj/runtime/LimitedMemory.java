package org.latentj.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The memory of a device that refuses what is over a limit, as one of that size would. */
public final class LimitedMemory implements DeviceMemory {
  private final List<Long> claims = new ArrayList<>();
  private OptionalLong free = OptionalLong.empty();
  private long limit = Long.MAX_VALUE;

  /** Refuses claims of more bytes than that. */
  public void limit(long bytes) {
    limit = bytes;
  }

  /** Says that so many bytes are free. */
  public void sayFree(long bytes) {
    free = OptionalLong.of(bytes);
  }

  /** What was claimed, refused claims included, in order. */
  public List<Long> claims() {
    return claims;
  }

  @Override
  public OptionalLong free() {
    return free;
  }

  @Override
  public void claim(long bytes) {
    claims.add(bytes);
    if (bytes > limit) {
      throw new TorchException(
          "the device ran out of memory: %d bytes of %d".formatted(bytes, limit), null, true);
    }
  }
}
