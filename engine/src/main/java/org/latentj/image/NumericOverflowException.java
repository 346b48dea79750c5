package org.latentj.image;

/**
 * A network's output holds NaN where a picture was expected. The numbers overflowed on the way,
 * most often in a half-precision VAE.
 */
public final class NumericOverflowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public NumericOverflowException(String message) {
    super(message);
  }
}
