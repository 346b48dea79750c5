package org.latentj;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was opened on the way to something; closed again, the last one first, unless that is
 * reached.
 */
final class Unfinished implements AutoCloseable {
  private final Deque<Runnable> closing = new ArrayDeque<>();

  /** Takes something that was opened, by how it is closed. */
  void add(Runnable close) {
    closing.push(close);
  }

  /** All of it is somebody else's now. */
  void done() {
    closing.clear();
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
