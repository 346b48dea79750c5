package org.latentj.runtime;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much memory is given for speed. A request that runs out of it goes on one mode lower.
 *
 * <p>Pictures are the same in all modes but for rounding; tiles overlap by as much as the
 * autoencoder's convolutions see, and are normalised as the whole picture would be.
 */
public enum MemoryMode {
  /** The highest that fits what is free. */
  AUTO,
  /** All at once. */
  NORMAL,
  /**
   * Guidance in two batches instead of one, attention in slices, large pictures through the
   * autoencoder in tiles of 512 pixels; on a GPU, only the network at work is there.
   */
  LOW,
  /**
   * One picture of a batch at a time, tiles of 256 pixels. If the model was loaded in this mode, a
   * GPU fetches each weight when it uses it, and a CPU that computes in 32 bits keeps them in 16.
   */
  LOWEST;

  /** At most: small models' pictures need less. */
  private static final long ROOM_FOR_A_PICTURE = 1L << 30;

  private static final int LOW_TILE = 64;
  private static final int LOWEST_TILE = 32;

  /**
   * The mode of that name, whatever its case.
   *
   * @throws IllegalArgumentException for any other name
   */
  public static MemoryMode ofName(String name) {
    try {
      return valueOf(name.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected memory mode %s but got '%s'"
              .formatted(Arrays.toString(values()).toLowerCase(Locale.ROOT), name),
          e);
    }
  }

  /** How many of {@code rows} the UNet takes at a time. */
  int rowsAtOnce(int rows) {
    return switch (this) {
      case AUTO, NORMAL -> rows;
      case LOW -> (rows + 1) / 2;
      case LOWEST -> 1;
    };
  }

  /** The edge of the autoencoder's tiles in latents; 0 for whole pictures. */
  int tile() {
    return switch (this) {
      case AUTO, NORMAL -> 0;
      case LOW -> LOW_TILE;
      case LOWEST -> LOWEST_TILE;
    };
  }

  /** Whether attention takes its queries in slices. */
  boolean slicesAttention() {
    return this == LOW || this == LOWEST;
  }

  /** Whether networks leave a GPU while others work. */
  boolean parksIdleNetworks() {
    return this == LOW || this == LOWEST;
  }

  /** The next one that needs less. */
  Optional<MemoryMode> lower() {
    return switch (this) {
      case AUTO, NORMAL -> Optional.of(LOW);
      case LOW -> Optional.of(LOWEST);
      case LOWEST -> Optional.empty();
    };
  }

  /**
   * The mode to load a model in, and to begin requests in: AUTO stays that where there is room for
   * the weights and a picture, and is a lower one where there is not.
   *
   * @param weights bytes of all weights in the type that networks compute in
   * @param free bytes, if known
   */
  MemoryMode forWeights(long weights, OptionalLong free) {
    long room = Math.min(ROOM_FOR_A_PICTURE, 2 * weights);
    if (this != AUTO || free.isEmpty() || weights + room <= free.getAsLong()) {
      return this;
    }
    return weights <= free.getAsLong() ? LOW : LOWEST;
  }

  /** Whichever of two needs less. */
  MemoryMode atMost(MemoryMode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
