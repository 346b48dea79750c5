package org.latentj.worker;

import java.util.List;
import java.util.OptionalInt;

/** A worker process ended in the middle of a request. */
final class WorkerEnded extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unused;
  private final boolean retriable;
  private final transient OptionalInt exitCode;
  private final transient List<String> lastLines;

  private WorkerEnded(
      String message,
      boolean unused,
      boolean retriable,
      OptionalInt exitCode,
      List<String> lastLines) {
    super(message);
    this.unused = unused;
    this.retriable = retriable;
    this.exitCode = exitCode;
    this.lastLines = lastLines;
  }

  /**
   * Of a worker that is not there any more.
   *
   * @param accepted whether it had begun with the request
   */
  static WorkerEnded of(RunningWorker worker, boolean accepted) {
    OptionalInt code = worker.exitCode();
    boolean ready = worker.ready().get();
    String how = code.isPresent() ? ExitCode.describe(code.getAsInt()) : "it closed its output";
    return new WorkerEnded(
        "the worker process %d ended unexpectedly%s (%s)"
            .formatted(worker.process().pid(), ready ? "" : " before it was ready", how),
        ready && !accepted && code.equals(OptionalInt.of(0)),
        ready,
        code,
        worker.lastLines());
  }

  /** Of a worker that sent something that is no message; kills it. */
  static WorkerEnded damaged(RunningWorker worker, String problem) {
    worker.kill();
    return new WorkerEnded(
        "the worker process %d sent something damaged (%s) and was ended"
            .formatted(worker.process().pid(), problem),
        false,
        worker.ready().get(),
        OptionalInt.empty(),
        worker.lastLines());
  }

  /** Whether it had ended by itself, being idle, before the request reached it. */
  boolean wasIdle() {
    return unused;
  }

  /** Whether a fresh worker may fare better: one that cannot even start will not. */
  boolean isRetriable() {
    return retriable;
  }

  /** For the caller. */
  WorkerException toException(boolean again) {
    return new WorkerException(
        getMessage() + (again ? ", as the one before it did" : ""), exitCode, lastLines);
  }
}
