package org.latentj.benchmark;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.latentj.runtime.ComputeDevice;

/**
 * Looks at how much memory is in use, several times a second on a thread of its own, and remembers
 * the most. On a GPU nothing is missed in between: libtorch keeps what it once had until it is told
 * to give it back.
 */
final class MemoryWatch implements AutoCloseable {
  private static final int PERIOD_MILLIS = 50;

  private final Supplier<OptionalLong> source;
  private final Thread thread;
  private long peak = -1;

  /** Begins to watch. */
  MemoryWatch(Supplier<OptionalLong> source) {
    this.source = source;
    look();
    thread = new Thread(this::watch, "memory watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Watches the memory that networks on a device run in. */
  static MemoryWatch on(ComputeDevice device) {
    return new MemoryWatch(() -> inUse(device));
  }

  /** What is in use on a CUDA device, by anyone, else by this process, in bytes. */
  static OptionalLong inUse(ComputeDevice device) {
    OptionalLong own = device.memoryInUse();
    return own.isPresent() ? own : Machine.residentMemory();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private synchronized void look() {
    peak = Math.max(peak, source.get().orElse(-1));
  }

  /** The most so far, now included; empty if it cannot be known. */
  synchronized OptionalLong peak() {
    look();
    return peak < 0 ? OptionalLong.empty() : OptionalLong.of(peak);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
