package org.latentj.worker;

import java.time.Duration;

/**
 * How long a worker may take.
 *
 * @param idle without a request, until it ends itself and frees its memory
 * @param silence without any sign of life while it works, until it is killed; it gives one every
 *     second, whatever the networks do
 * @param stall with signs of life but without progress, until it is killed; longer than a model's
 *     loading and a network's slowest evaluation take
 * @param cancel from a cancel to its effect, until it is killed
 */
public record WorkerLimits(Duration idle, Duration silence, Duration stall, Duration cancel) {

  /** Checks the durations. */
  public WorkerLimits {
    check("idle", idle);
    check("silence", silence);
    check("stall", stall);
    check("cancel", cancel);
  }

  private static void check(String what, Duration limit) {
    if (limit.isNegative() || limit.isZero() || limit.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException(
          "expected a worker's %s limit above 0 and up to a year but got %s"
              .formatted(what, limit));
    }
  }

  /**
   * Five minutes idle, a minute of silence, half an hour without progress, five seconds to stop.
   */
  public static WorkerLimits defaults() {
    return new WorkerLimits(
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(30),
        Duration.ofSeconds(5));
  }

  /** The same with another idle time. */
  public WorkerLimits withIdle(Duration limit) {
    return new WorkerLimits(limit, silence, stall, cancel);
  }

  /** The same with another time of silence. */
  public WorkerLimits withSilence(Duration limit) {
    return new WorkerLimits(idle, limit, stall, cancel);
  }

  /** The same with another time without progress. */
  public WorkerLimits withStall(Duration limit) {
    return new WorkerLimits(idle, silence, limit, cancel);
  }

  /** The same with another time to stop. */
  public WorkerLimits withCancel(Duration limit) {
    return new WorkerLimits(idle, silence, stall, limit);
  }
}
