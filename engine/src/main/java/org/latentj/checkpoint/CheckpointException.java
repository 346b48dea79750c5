package org.latentj.checkpoint;

/** A checkpoint cannot be used: the message names file, tensor, what was expected and found. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public CheckpointException(String message) {
    super(message);
  }

  /** With a message for the user and the reason. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
