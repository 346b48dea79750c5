package org.latentj.worker;

import java.io.IOException;

/** Kills a process when this JVM ends in an orderly way; when it does not, the worker notices. */
final class ExitHook extends Thread {
  private Process process;
  private boolean ran;

  private ExitHook() {
    super("latentj-worker-exit-hook");
  }

  /**
   * Starts a process under the protection of a hook.
   *
   * @throws IOException if it cannot be started, or if this JVM is ending already
   */
  static Process start(WorkerCommand command) throws IOException {
    ExitHook hook = new ExitHook();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new IOException("this JVM is ending", e);
    }
    try {
      Process process = command.start();
      hook.guard(process);
      process.onExit().thenRun(hook::remove);
      return process;
    } catch (IOException e) {
      hook.remove();
      throw e;
    }
  }

  private synchronized void guard(Process started) {
    process = started;
    if (ran) {
      started.destroyForcibly();
    }
  }

  @Override
  public synchronized void run() {
    ran = true;
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(this);
    } catch (IllegalStateException e) {
      // This JVM is ending: the hook runs, and does nothing.
    }
  }
}
