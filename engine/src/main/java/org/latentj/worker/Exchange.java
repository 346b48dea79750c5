package org.latentj.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.latentj.request.GenerationCancelledException;
import org.latentj.request.GenerationListener;
import org.latentj.worker.protocol.Failures;
import org.latentj.worker.protocol.Frame;
import org.latentj.worker.protocol.Message;
import org.latentj.worker.protocol.ProtocolException;
import org.latentj.worker.protocol.Replies;
import org.latentj.worker.protocol.Requests;

/**
 * One request on one worker, from sending it to its end. Runs on the caller's thread, which is
 * where the listener is called; never blocks on the worker.
 */
final class Exchange {
  private static final long TICK_MILLIS = 50;

  private final RunningWorker worker;
  private final WorkerLimits limits;
  private final GenerationListener listener;
  private final long id;
  private final Stopwatch silent = new Stopwatch();
  private final Stopwatch stalled = new Stopwatch();
  private final Stopwatch sinceCancel = new Stopwatch();
  private boolean accepted;
  private boolean cancelSent;
  private boolean interrupted;
  private Throwable listenerFailure;

  Exchange(RunningWorker worker, WorkerLimits limits, GenerationListener listener) {
    this.worker = worker;
    this.limits = limits;
    this.listener = listener;
    id = worker.nextId();
  }

  /**
   * Adds up time that this thread has been looking. Time in which the whole machine or this JVM
   * slept, or the listener worked, is not the worker's fault.
   */
  private static final class Stopwatch {
    private static final long MOST = TimeUnit.MILLISECONDS.toNanos(4 * TICK_MILLIS);

    private long nanos;

    void add(long passed) {
      nanos += Math.min(passed, MOST);
    }

    void reset() {
      nanos = 0;
    }

    boolean isOver(Duration limit) {
      return nanos > limit.toNanos();
    }
  }

  /** The request's number, which its frame must have. */
  long id() {
    return id;
  }

  /**
   * Sends the request and waits for its end.
   *
   * @return the last message, of type LOADED or RESULT
   * @throws WorkerEnded if the process ends before
   * @throws WorkerException if it hangs; it is killed then
   * @throws RuntimeException what the engine or the listener threw
   */
  Message run(Frame request) throws WorkerEnded {
    worker.send(request);
    try {
      while (true) {
        long begun = System.nanoTime();
        byte[][] next = poll();
        long passed = System.nanoTime() - begun;
        silent.add(passed);
        stalled.add(passed);
        sinceCancel.add(passed);
        Message last = next == null ? null : receive(next);
        if (last != null) {
          return last;
        }
        cancelIfAsked();
        checkLimits();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private byte[][] poll() {
    try {
      return worker.inbox().poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return null;
    }
  }

  /** The last message, or null if there is more to come. */
  private Message receive(byte[][] parts) throws WorkerEnded {
    if (parts.length != 2) {
      throw ended(parts);
    }
    silent.reset();
    try {
      Message message = Message.of(new Frame(parts[0], parts[1]));
      return receive(message) ? message : null;
    } catch (ProtocolException e) {
      throw WorkerEnded.damaged(worker, e.getMessage());
    }
  }

  private WorkerEnded ended(byte[][] parts) {
    throwIfListenerFailed();
    if (cancelSent) {
      throw new GenerationCancelledException(
          "generation was cancelled, upon which the worker process ended");
    }
    if (worker.isDiscarded()) {
      throw new IllegalStateException("the worker process was ended while it served a request");
    }
    return parts.length == 0
        ? WorkerEnded.of(worker, accepted)
        : WorkerEnded.damaged(worker, new String(parts[0], StandardCharsets.UTF_8));
  }

  /** Whether this was the last message. */
  private boolean receive(Message message) throws ProtocolException {
    switch (message.type()) {
      case HELLO -> {
        Replies.checkHello(message);
        worker.ready().set(true);
      }
      case ALIVE -> accepted = true;
      case PROGRESS -> {
        stalled.reset();
        if (message.id() == id && !cancelSent) {
          report(message);
        }
      }
      case FAILURE -> {
        if (message.id() == id) {
          throwIfListenerFailed();
          throw Failures.failure(message);
        }
      }
      case LOADED, RESULT -> {
        if (message.id() == id) {
          throwIfListenerFailed();
          return true;
        }
      }
      default -> throw new ProtocolException("expected a reply but got " + message.type());
    }
    return false;
  }

  private void report(Message message) throws ProtocolException {
    var progress = Replies.progress(message);
    try {
      listener.progress(progress);
    } catch (RuntimeException | Error e) {
      listenerFailure = e;
    }
  }

  private void throwIfListenerFailed() {
    if (listenerFailure instanceof RuntimeException failure) {
      throw failure;
    }
    if (listenerFailure instanceof Error failure) {
      throw failure;
    }
  }

  private void cancelIfAsked() {
    if (!cancelSent && (interrupted || listenerFailure != null || listenerCancels())) {
      worker.send(Requests.cancel(id));
      cancelSent = true;
      sinceCancel.reset();
    }
  }

  private boolean listenerCancels() {
    try {
      return listener.cancelled();
    } catch (RuntimeException | Error e) {
      listenerFailure = e;
      return true;
    }
  }

  private void checkLimits() {
    if (cancelSent && sinceCancel.isOver(limits.cancel())) {
      worker.kill();
      throwIfListenerFailed();
      throw new GenerationCancelledException(
          "generation was cancelled; the worker process did not stop within %s and was ended"
              .formatted(seconds(limits.cancel())));
    }
    if (silent.isOver(limits.silence())) {
      throw hung("gave no sign of life for " + seconds(limits.silence()));
    }
    if (stalled.isOver(limits.stall())) {
      throw hung("made no progress for " + seconds(limits.stall()));
    }
  }

  private WorkerException hung(String how) {
    long pid = worker.process().pid();
    worker.kill();
    return new WorkerException(
        "the worker process %d %s and was ended".formatted(pid, how),
        OptionalInt.empty(),
        worker.lastLines());
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }
}
