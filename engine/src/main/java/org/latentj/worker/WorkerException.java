package org.latentj.worker;

import java.util.List;
import java.util.OptionalInt;

/**
 * The worker process failed, not the request: it could not be started, crashed twice, hung, or sent
 * what nobody understands. The message has its last lines.
 */
public final class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LINES_IN_MESSAGE = 12;

  // A list in an exception that is copied between processes is of no use without the process.
  private final transient List<String> lastLines;
  private final Integer exitCode;

  WorkerException(String what, OptionalInt exitCode, List<String> lastLines) {
    super(message(what, lastLines));
    this.lastLines = List.copyOf(lastLines);
    this.exitCode = exitCode.isPresent() ? exitCode.getAsInt() : null;
  }

  WorkerException(String what, Throwable cause) {
    super(what, cause);
    lastLines = List.of();
    exitCode = null;
  }

  private static String message(String what, List<String> lines) {
    if (lines.isEmpty()) {
      return what + ". It printed nothing";
    }
    int from = Math.max(0, lines.size() - LINES_IN_MESSAGE);
    return what + ". Its last lines:\n  " + String.join("\n  ", lines.subList(from, lines.size()));
  }

  /** What the worker printed last, at most 40 lines. */
  public List<String> lastLines() {
    return lastLines == null ? List.of() : lastLines;
  }

  /**
   * As the system gave it; 128 and the signal's number after a signal. Empty if it was not ended.
   */
  public OptionalInt exitCode() {
    return exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }
}
