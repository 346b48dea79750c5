package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;

/** A configuration file is malformed or asks for what this engine does not have. */
public final class InvalidConfigException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A problem of {@code file}: what was expected and found. */
  public InvalidConfigException(Path file, String problem) {
    super(file + ": " + problem);
  }

  /** A problem of {@code file} and the reason. */
  public InvalidConfigException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
