package org.latentj.worker.child;

import java.util.Optional;

/** Ends this process with its parent, whatever it is doing: nobody wants its pictures any more. */
final class ParentWatch {
  /** The shutdown hooks' time; native code that still computes may not let them end. */
  private static final long EXIT_MILLIS = 3000;

  private ParentWatch() {}

  /**
   * Ends this process when another one ends. Stdin ends then too, but only if no other child of the
   * parent holds its end of the pipe.
   */
  static void endWith(long pid) {
    Optional<ProcessHandle> parent = ProcessHandle.of(pid);
    if (parent.isEmpty()) {
      end();
    } else {
      parent.get().onExit().thenRun(ParentWatch::end);
    }
  }

  /** Ends this process now. */
  static void end() {
    Thread last =
        new Thread(
            () -> {
              try {
                Thread.sleep(EXIT_MILLIS);
              } catch (InterruptedException e) {
                // Then at once.
              }
              Runtime.getRuntime().halt(1);
            },
            "latentj-worker-end");
    last.setDaemon(true);
    last.start();
    System.exit(0);
  }
}
