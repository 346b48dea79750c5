package org.latentj.maven.generate;

/**
 * What a run did.
 *
 * @param generated pictures written
 * @param upToDate pictures left as they were
 */
public record Summary(int generated, int upToDate) {

  /** For example {@code 2 generated, 4 up to date}. */
  @Override
  public String toString() {
    return generated + " generated, " + upToDate + " up to date";
  }
}
