package org.latentj.worker.child;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.latentj.InProcessGenerator;

/**
 * Hosts the engine in a process of its own. Not for people: {@code
 * org.latentj.worker.WorkerGenerator} starts it.
 *
 * <p>Arguments: the parent's process id, and after how many milliseconds without a request to end.
 */
public final class WorkerMain {
  private WorkerMain() {}

  /** Serves until there is no parent or nothing to do. */
  public static void main(String[] args) {
    InputStream requests = new FileInputStream(FileDescriptor.in);
    OutputStream replies = new FileOutputStream(FileDescriptor.out);
    // Whatever a library prints must not get between the frames.
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    ParentWatch.endWith(Long.parseLong(args[0]));
    Duration idle = Duration.ofMillis(Long.parseLong(args[1]));
    try (InProcessGenerator engine = new InProcessGenerator()) {
      WorkerLoop loop = new WorkerLoop(requests, replies, engine, idle, ParentWatch::end);
      loop.run();
    }
    // Threads of libraries must not keep a process that nobody talks to.
    System.exit(0);
  }
}
