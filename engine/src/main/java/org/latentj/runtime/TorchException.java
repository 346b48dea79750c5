package org.latentj.runtime;

/** libtorch refused something: no library, no such device, out of memory, a failed operator. */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean outOfMemory;

  /** With a message for the user. */
  public TorchException(String message) {
    super(message);
    outOfMemory = false;
  }

  /** With a message for the user and the reason. */
  public TorchException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /**
   * With a message for the user and the reason.
   *
   * @param outOfMemory whether the device had too little memory
   */
  public TorchException(String message, Throwable cause, boolean outOfMemory) {
    super(message, cause);
    this.outOfMemory = outOfMemory;
  }

  /** Whether the device had too little memory, so that a lower memory mode may help. */
  public boolean isOutOfMemory() {
    return outOfMemory;
  }
}
