package org.latentj;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.latentj.checkpoint.Checkpoint;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.checkpoint.HashedFiles;
import org.latentj.pipeline.PendingHash;

/**
 * The hash that pictures name their model by, computed on a thread of its own: it takes longer than
 * loading the networks, and nothing but a finished picture needs it. Its owner closes it, which
 * ends the thread; a JVM that ends does not wait for it.
 */
final class ModelHash implements PendingHash, AutoCloseable {
  /** Where tests put a computation of their own. */
  @FunctionalInterface
  interface Source {
    Work of(Checkpoint opened);
  }

  /** A computation; closed when it was run, or will not be. */
  interface Work extends AutoCloseable {
    /**
     * Computes the hash.
     *
     * @param stopped says that nobody needs it any more
     */
    String sha256(BooleanSupplier stopped);

    @Override
    void close();
  }

  private static final long POLL_MILLIS = 100;

  private final String model;
  private final Work work;
  private final CompletableFuture<String> result = new CompletableFuture<>();
  private final Thread thread = new Thread(this::run, "latentj-model-hash");
  private volatile boolean stopped;

  /**
   * A hash that nobody computes yet.
   *
   * @param model its name, for messages
   * @param work closed when it is done, or with this
   */
  ModelHash(String model, Work work) {
    this.model = model;
    this.work = work;
    thread.setDaemon(true);
  }

  /** Begins to compute it; once. */
  void begin() {
    thread.start();
  }

  /** Of a checkpoint's files, which are the open ones, whatever becomes of their names. */
  static Work of(Checkpoint checkpoint) {
    HashedFiles files = checkpoint.hashedFiles();
    return new Work() {
      @Override
      public String sha256(BooleanSupplier stopped) {
        return files.sha256(stopped);
      }

      @Override
      public void close() {
        files.close();
      }
    };
  }

  private void run() {
    try {
      String hash = computed();
      if (!stopped) {
        result.complete(hash);
      }
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  /** When it is known, no file is open any more. */
  private String computed() {
    try (work) {
      return work.sha256(() -> stopped);
    }
  }

  @Override
  public void check() {
    if (result.isDone()) {
      await(() -> {});
    }
  }

  @Override
  public String await(Runnable meanwhile) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          meanwhile.run();
        } catch (InterruptedException e) {
          // What asks for it cannot go on without it; cancelling is for listeners.
          interrupted = true;
        } catch (ExecutionException e) {
          throw failure(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private RuntimeException failure(Throwable cause) {
    if (stopped) {
      return new IllegalStateException(
          "the model %s was closed before its hash was known".formatted(model));
    }
    return new CheckpointException(
        "the hash that pictures name the model %s by could not be computed: %s; load the model again"
            .formatted(model, cause.getMessage()),
        cause);
  }

  /** What is known by then stays known. */
  @Override
  public void close() {
    stopped = true;
    if (thread.getState() == Thread.State.NEW) {
      work.close();
    }
    // Ends a read that waits for a slow disk, too.
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    result.completeExceptionally(new IllegalStateException("closed"));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
