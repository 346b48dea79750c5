package org.latentj.request;

import java.util.concurrent.CancellationException;

/** The listener ended a request. */
public final class GenerationCancelledException extends CancellationException {
  private static final long serialVersionUID = 1L;

  /** With the place where it ended. */
  public GenerationCancelledException(String message) {
    super(message);
  }
}
