package org.latentj.checkpoint.pickle;

import java.io.IOException;

/** A pickle is malformed or exceeds a limit. The message names the place but not the file. */
public final class PickleException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what is wrong. */
  public PickleException(String message) {
    super(message);
  }
}
