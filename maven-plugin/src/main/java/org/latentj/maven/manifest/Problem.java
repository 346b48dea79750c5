package org.latentj.maven.manifest;

/**
 * A mistake in a manifest.
 *
 * @param where the value that is wrong
 * @param message what was expected and given, and what to do
 */
public record Problem(SourceMark where, String message) {

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return where + ": " + message;
  }
}
