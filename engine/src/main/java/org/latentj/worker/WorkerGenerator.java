package org.latentj.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.latentj.ImageGenerator;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.worker.protocol.Frame;
import org.latentj.worker.protocol.Message;
import org.latentj.worker.protocol.ProtocolException;
import org.latentj.worker.protocol.Replies;
import org.latentj.worker.protocol.Requests;

/**
 * Runs the networks in a child process. Nothing that native code does there harms this JVM, and its
 * memory is free when it ends.
 *
 * <pre>{@code
 * try (ImageGenerator generator = WorkerGenerator.shared(WorkerOptions.of(classPath))) {
 *   generator.generate(ModelReference.embedded(LoadOptions.defaults()), request, listener);
 * }
 * }</pre>
 *
 * <p>The process is started with the first request. It ends when it is idle, with this JVM, and, if
 * it is not shared, when this is closed. When it crashes, a request is served once more by a fresh
 * one, with a remark in its result; the listener then hears of all steps again. When it hangs it is
 * killed. Errors of the request itself arrive as the engine threw them.
 *
 * <p>Listeners are called on the calling thread, and asked several times a second whether to
 * cancel; interrupting that thread cancels, too. A cancel takes effect before the next step, or by
 * killing the process if that takes longer than {@link WorkerLimits#cancel()}. A listener that
 * takes long does not hold up the worker.
 */
public final class WorkerGenerator implements ImageGenerator {
  private static final long TURN_MILLIS = 50;

  /** Restarts of a worker that had just ended itself; a second one in a row is strange enough. */
  private static final int MAX_IDLE_ENDS = 3;

  private final WorkerCommand command;
  private final WorkerLimits limits;
  private final WorkerSlot slot;
  private final boolean shared;
  private volatile boolean closed;

  private WorkerGenerator(WorkerCommand command, WorkerLimits limits, boolean shared) {
    this.command = command;
    this.limits = limits;
    this.shared = shared;
    slot = shared ? WorkerSlot.shared(command) : WorkerSlot.own();
  }

  /** With a process of its own, which ends when this is closed. */
  public static WorkerGenerator own(WorkerOptions options) {
    return own(options, WorkerCommand.MAIN);
  }

  /** With another main class, for tests. */
  static WorkerGenerator own(WorkerOptions options, String mainClass) {
    return new WorkerGenerator(WorkerCommand.of(options, mainClass), options.limits(), false);
  }

  /**
   * With the process that all generators of this JVM with the same options use, also those of other
   * class loaders. Closing this leaves it running for the next one; {@link #endShared()} ends it.
   */
  public static WorkerGenerator shared(WorkerOptions options) {
    return new WorkerGenerator(
        WorkerCommand.of(options, WorkerCommand.MAIN), options.limits(), true);
  }

  /** Ends all shared processes of this JVM; requests that they are serving fail. */
  public static void endShared() {
    for (WorkerSlot slot : WorkerSlot.allShared()) {
      end(slot);
    }
  }

  /** Turns a worker's last message into what the caller asked for. */
  private interface Reader<T> {
    T read(Message last) throws ProtocolException;
  }

  @Override
  public GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener) {
    List<String> remarks = new ArrayList<>();
    GenerationResult result =
        inTurn(
            id -> Requests.generate(id, model, request),
            last -> Replies.result(last, request),
            listener,
            remarks);
    return result.withRemarks(remarks);
  }

  @Override
  public ModelInfo load(ModelReference model) {
    return inTurn(
        id -> Requests.load(id, model),
        Replies::loaded,
        GenerationListener.NONE,
        new ArrayList<>());
  }

  private <T> T inTurn(
      LongFunction<Frame> request,
      Reader<T> reader,
      GenerationListener listener,
      List<String> remarks) {
    awaitTurn(listener);
    try {
      return serve(request, reader, listener, remarks);
    } finally {
      slot.lock().unlock();
      if (closed) {
        // Closing may have come before the process was started.
        close();
      }
    }
  }

  private void awaitTurn(GenerationListener listener) {
    if (slot.lock().isHeldByCurrentThread()) {
      throw new IllegalStateException("a listener must not use the generator that calls it");
    }
    try {
      do {
        check(listener);
      } while (!slot.lock().tryLock(TURN_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GenerationCancelledException("generation was cancelled before it began");
    }
  }

  private void check(GenerationListener listener) {
    if (closed) {
      throw new IllegalStateException("the generator is closed");
    }
    if (listener.cancelled()) {
      throw new GenerationCancelledException("generation was cancelled before it began");
    }
  }

  private <T> T serve(
      LongFunction<Frame> request,
      Reader<T> reader,
      GenerationListener listener,
      List<String> remarks) {
    int idleEnds = 0;
    while (true) {
      check(listener);
      try {
        return attempt(slot.currentOrStart(command), request, reader, listener);
      } catch (WorkerEnded end) {
        if (end.wasIdle() && idleEnds < MAX_IDLE_ENDS) {
          idleEnds++;
        } else if (remarks.isEmpty() && end.isRetriable()) {
          remarks.add(end.getMessage() + "; this is a second try");
        } else {
          throw end.toException(!remarks.isEmpty());
        }
      }
    }
  }

  private <T> T attempt(
      RunningWorker worker,
      LongFunction<Frame> request,
      Reader<T> reader,
      GenerationListener listener)
      throws WorkerEnded {
    Exchange exchange = new Exchange(worker, limits, listener);
    try {
      return reader.read(exchange.run(request.apply(exchange.id())));
    } catch (ProtocolException e) {
      throw WorkerEnded.damaged(worker, e.getMessage());
    }
  }

  /** The process that serves the next request, if it runs already. */
  public OptionalLong pid() {
    return slot.current().stream().mapToLong(worker -> worker.process().pid()).findFirst();
  }

  /**
   * Requests fail from now on. Ends the process if it is not shared, at once if it is serving a
   * request, which then fails with {@link IllegalStateException}.
   */
  @Override
  public void close() {
    closed = true;
    if (!shared) {
      end(slot);
    }
  }

  private static void end(WorkerSlot slot) {
    // A listener that ends its own worker holds the lock, and yet the worker is at work.
    boolean idle = !slot.lock().isHeldByCurrentThread() && slot.lock().tryLock();
    try {
      if (idle) {
        slot.current().ifPresent(RunningWorker::end);
      } else {
        slot.current().ifPresent(RunningWorker::kill);
      }
    } finally {
      if (idle) {
        slot.lock().unlock();
      }
    }
  }
}
