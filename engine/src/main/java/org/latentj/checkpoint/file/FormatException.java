package org.latentj.checkpoint.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file does not hold what its format demands. The message begins with the file and says what was
 * expected and what was found. Lower packages throw it like any other read failure; the checkpoint
 * on top turns both into its own exception.
 */
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A problem of {@code file}. */
  public FormatException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /** A problem of {@code file} and the reason. */
  public FormatException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
