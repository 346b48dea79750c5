package org.latentj.models.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Closes streams on which nothing arrives any more, or whose download is to stop: {@code
 * java.net.http} has a time limit for the answer's beginning, but none for what follows.
 */
final class Watch implements AutoCloseable {
  private static final long TICK_MILLIS = 50;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(new DaemonThreads("latentj-download-watch"));
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final long limitNanos;
  private final StopSignal stop;

  Watch(Duration limit, StopSignal stop) {
    this.limitNanos = limit.toNanos();
    this.stop = stop;
    timer.scheduleWithFixedDelay(this::look, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Guards a stream until the result is closed. */
  Guard guard(InputStream stream) {
    Guard guard = new Guard(stream);
    guards.add(guard);
    return guard;
  }

  private void look() {
    boolean stopped = stop.stopped();
    long now = System.nanoTime();
    for (Guard guard : guards) {
      boolean stalled = now - guard.last > limitNanos;
      if (stopped || stalled) {
        guard.stalled = stalled;
        guards.remove(guard);
        try {
          guard.stream.close();
        } catch (IOException e) {
          // The reader finds out by itself.
        }
      }
    }
  }

  /** One stream. */
  final class Guard implements AutoCloseable {
    private final InputStream stream;
    private volatile long last = System.nanoTime();
    private volatile boolean stalled;

    private Guard(InputStream stream) {
      this.stream = stream;
    }

    /** Something has arrived. */
    void alive() {
      last = System.nanoTime();
    }

    boolean stalled() {
      return stalled;
    }

    @Override
    public void close() {
      guards.remove(this);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
