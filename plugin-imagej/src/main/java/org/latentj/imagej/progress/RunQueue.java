package org.latentj.imagej.progress;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.latentj.request.GenerationCancelledException;
import org.scijava.app.StatusService;

/** Runs of this plugin's commands go one after the other: a second one waits, and says so. */
public final class RunQueue {
  private static final ReentrantLock RUNNING = new ReentrantLock(true);
  private static final long POLL_MILLIS = 100;

  private RunQueue() {}

  /** Ends a turn. */
  public interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for this run's turn.
   *
   * @param title of the command, for the status bar
   * @param cancelled asked while waiting
   * @return to be closed on the same thread when the run is over
   * @throws GenerationCancelledException if the run is cancelled while it waits
   */
  public static Turn await(String title, StatusService status, BooleanSupplier cancelled) {
    try {
      if (!RUNNING.tryLock(0, TimeUnit.MILLISECONDS)) {
        status.showStatus(title + " waits until the picture in progress is finished");
        while (!RUNNING.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          if (cancelled.getAsBoolean()) {
            throw new GenerationCancelledException("while it waited for another picture");
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GenerationCancelledException("while it waited for another picture");
    }
    return RUNNING::unlock;
  }
}
