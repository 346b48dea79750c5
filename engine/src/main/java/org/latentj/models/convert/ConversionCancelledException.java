package org.latentj.models.convert;

import java.io.IOException;

/** The listener has ended a conversion; nothing is left of it. */
public final class ConversionCancelledException extends IOException {
  private static final long serialVersionUID = 1;

  ConversionCancelledException(String message) {
    super(message);
  }
}
