package org.latentj.models.download;

import java.time.Duration;

/** Says when to stop: the listener wants to, or another file has failed for good. */
final class StopSignal {
  private static final long TICK_MILLIS = 50;

  private final DownloadListener listener;
  private volatile boolean stopped;

  StopSignal(DownloadListener listener) {
    this.listener = listener;
  }

  void stop() {
    stopped = true;
  }

  boolean stopped() {
    if (!stopped && listener.cancelled()) {
      stopped = true;
    }
    return stopped;
  }

  void check() throws DownloadException {
    if (stopped() || Thread.currentThread().isInterrupted()) {
      throw cancelled();
    }
  }

  static DownloadException cancelled() {
    return new DownloadException(
        DownloadException.Reason.CANCELLED,
        "the download was cancelled; what has arrived is kept, and the next one goes on from there");
  }

  /** Sleeps, but not on when it is to stop. */
  void sleep(Duration time) throws DownloadException {
    long end = System.nanoTime() + time.toNanos();
    try {
      for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        check();
        Thread.sleep(Math.min(left, TICK_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cancelled();
    }
    check();
  }
}
