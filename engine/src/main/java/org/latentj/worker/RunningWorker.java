package org.latentj.worker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.latentj.worker.protocol.Frame;

/**
 * A worker process and what is needed to talk to it. All of its state is of the JDK's own types, so
 * that copies of this class in several class loaders can work on one process; see {@link
 * WorkerSlot}. One request at a time uses it.
 */
final class RunningWorker {
  private static final long EXIT_SECONDS = 5;

  private final Map<String, Object> state;

  private RunningWorker(Map<String, Object> state) {
    this.state = state;
  }

  /** The worker of that state, which may come from another class loader. */
  static RunningWorker of(Map<String, Object> state) {
    return new RunningWorker(state);
  }

  /**
   * Starts a process.
   *
   * @throws WorkerException if there is no such program, or if this JVM is ending
   */
  static RunningWorker start(WorkerCommand command) {
    Map<String, Object> state = new HashMap<>();
    state.put("inbox", new LinkedBlockingQueue<byte[][]>());
    state.put("outbox", new LinkedBlockingQueue<byte[][]>());
    state.put("lines", new ArrayDeque<String>());
    state.put("printed", new CountDownLatch(1));
    state.put("ready", new AtomicBoolean());
    state.put("discarded", new AtomicBoolean());
    state.put("requests", new AtomicLong());
    try {
      state.put("process", ExitHook.start(command));
    } catch (IOException e) {
      throw new WorkerException("the worker process cannot be started: " + e.getMessage(), e);
    }
    RunningWorker worker = new RunningWorker(Map.copyOf(state));
    new WorkerPumps(worker).start();
    return worker;
  }

  Map<String, Object> state() {
    return state;
  }

  Process process() {
    return (Process) state.get("process");
  }

  /**
   * What came from the worker: two arrays for a frame; none when it has ended, one with a text when
   * it sent something else than frames.
   */
  BlockingQueue<byte[][]> inbox() {
    return queue("inbox");
  }

  /** What goes to the worker: two arrays for a frame, none to end its stdin. */
  BlockingQueue<byte[][]> outbox() {
    return queue("outbox");
  }

  @SuppressWarnings("unchecked") // Only start() writes the map.
  private BlockingQueue<byte[][]> queue(String name) {
    return (BlockingQueue<byte[][]>) state.get(name);
  }

  /** What it printed last; locked by itself. */
  @SuppressWarnings("unchecked")
  Deque<String> lines() {
    return (Deque<String>) state.get("lines");
  }

  /** Counted down when everything that it printed has been read. */
  CountDownLatch printed() {
    return (CountDownLatch) state.get("printed");
  }

  /** Whether it has said hello. */
  AtomicBoolean ready() {
    return (AtomicBoolean) state.get("ready");
  }

  /** A number for the next request. */
  long nextId() {
    return ((AtomicLong) state.get("requests")).incrementAndGet();
  }

  /** Sends a frame, later: a worker that does not read holds up nobody. */
  void send(Frame frame) {
    frame.requireSendable();
    outbox().add(new byte[][] {frame.header(), frame.body()});
  }

  boolean isUsable() {
    return process().isAlive() && !isDiscarded();
  }

  /** Whether somebody in this JVM ended it. */
  boolean isDiscarded() {
    return ((AtomicBoolean) state.get("discarded")).get();
  }

  /** Ends the process at once. */
  void kill() {
    ((AtomicBoolean) state.get("discarded")).set(true);
    process().destroyForcibly();
  }

  /** Lets an idle process end by itself, and kills it if it does not. */
  void end() {
    ((AtomicBoolean) state.get("discarded")).set(true);
    outbox().add(new byte[0][]);
    if (exitCode().isEmpty()) {
      process().destroyForcibly();
    }
  }

  /** The exit code, for which this waits a little. */
  OptionalInt exitCode() {
    try {
      if (process().waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        return OptionalInt.of(process().exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OptionalInt.empty();
  }

  /** What it printed last; of an ended process all of it. */
  List<String> lastLines() {
    try {
      if (!process().isAlive() && !printed().await(EXIT_SECONDS, TimeUnit.SECONDS)) {
        // Somebody else holds its stderr open.
        return copyOfLines();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return copyOfLines();
  }

  private List<String> copyOfLines() {
    Deque<String> lines = lines();
    synchronized (lines) {
      return new ArrayList<>(lines);
    }
  }
}
