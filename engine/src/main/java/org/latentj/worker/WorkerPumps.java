package org.latentj.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.latentj.worker.protocol.Frame;
import org.latentj.worker.protocol.FrameReader;
import org.latentj.worker.protocol.FrameWriter;
import org.latentj.worker.protocol.ProtocolException;

/** The threads between a process's streams and the queues of a {@link RunningWorker}. */
final class WorkerPumps {
  private final RunningWorker worker;

  WorkerPumps(RunningWorker worker) {
    this.worker = worker;
  }

  /** They end with the process. */
  void start() {
    start("latentj-worker-replies", this::receive);
    start("latentj-worker-output", this::collect);
    start("latentj-worker-requests", this::send);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void receive() {
    byte[][] last = new byte[0][];
    try {
      FrameReader in =
          new FrameReader(worker.process().getInputStream(), new LastLines(worker.lines()));
      for (Frame frame = in.read(); frame != null; frame = in.read()) {
        worker.inbox().add(new byte[][] {frame.header(), frame.body()});
      }
    } catch (ProtocolException e) {
      if (!endsByItself()) {
        last = problem(e.getMessage());
      }
    } catch (OutOfMemoryError e) {
      last = problem("the pictures do not fit into this JVM's heap: " + e.getMessage());
    } catch (IOException e) {
      // Its end is closed; it is ended below.
    }
    if (!endsByItself()) {
      worker.process().destroyForcibly();
    }
    worker.outbox().add(new byte[0][]);
    worker.inbox().add(last);
  }

  private static byte[][] problem(String text) {
    return new byte[][] {text.getBytes(StandardCharsets.UTF_8)};
  }

  /** A crash may cut a frame off: then the crash is what matters. */
  private boolean endsByItself() {
    try {
      return worker.process().waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void collect() {
    byte[] buffer = new byte[4096];
    try (InputStream in = worker.process().getErrorStream();
        LastLines lines = new LastLines(worker.lines())) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        lines.write(buffer, 0, n);
      }
      lines.flush();
    } catch (IOException e) {
      // The process has ended.
    } finally {
      worker.printed().countDown();
    }
  }

  private void send() {
    try (OutputStream out = worker.process().getOutputStream()) {
      FrameWriter frames = new FrameWriter(out);
      for (byte[][] next = worker.outbox().take();
          next.length == 2;
          next = worker.outbox().take()) {
        frames.write(new Frame(next[0], next[1]));
      }
    } catch (IOException | InterruptedException e) {
      // The process has ended, which the other direction reports.
    }
  }
}
