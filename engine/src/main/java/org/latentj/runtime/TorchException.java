package org.latentj.runtime;

/** libtorch refused something: no library, no such device, out of memory, a failed operator. */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public TorchException(String message) {
    super(message);
  }

  /** With a message for the user and the reason. */
  public TorchException(String message, Throwable cause) {
    super(message, cause);
  }
}
