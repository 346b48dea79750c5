package org.latentj.worker.protocol;

import java.io.IOException;

/** The other side sent something that this side does not understand. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and found. */
  public ProtocolException(String message) {
    super(message);
  }

  /** With what was expected and found, and the reason. */
  public ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
