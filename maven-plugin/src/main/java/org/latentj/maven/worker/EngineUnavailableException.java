package org.latentj.maven.worker;

/** The engine's libraries are not here and cannot be fetched. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
