package org.latentj.worker;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Deque;

/**
 * Keeps the last lines that are written to it, in a deque that several of these may share. One
 * thread writes.
 */
final class LastLines extends OutputStream {
  static final int MOST = 40;
  private static final int LONGEST = 2000;

  private final Deque<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  /**
   * Adds to {@code lines}.
   *
   * @param lines locked while it is changed
   */
  LastLines(Deque<String> lines) {
    this.lines = lines;
  }

  @Override
  public void write(int b) {
    if (b == '\n' || line.size() == LONGEST) {
      endLine();
    }
    if (b != '\n' && b != '\r') {
      line.write(b);
    }
  }

  /** Takes what has been written since the last end of a line for a line. */
  @Override
  public void flush() {
    endLine();
  }

  private void endLine() {
    if (line.size() > 0) {
      synchronized (lines) {
        lines.addLast(line.toString(StandardCharsets.UTF_8));
        if (lines.size() > MOST) {
          lines.removeFirst();
        }
      }
      line.reset();
    }
  }
}
