package org.latentj.conformance;

/**
 * The counts of a run.
 *
 * @param passed cases within their limits
 * @param failed cases beyond them, or broken
 * @param unsupported cases that ask for something unknown
 */
public record Summary(int passed, int failed, int unsupported) {

  /** How many cases were run. */
  public int total() {
    return passed + failed + unsupported;
  }

  /** Whether there was something to run and all of it passed. */
  public boolean isClean() {
    return passed > 0 && failed == 0 && unsupported == 0;
  }

  /** For example {@code 142 cases: 140 pass, 1 fail, 1 unsupported}. */
  @Override
  public String toString() {
    return "%d cases: %d pass, %d fail, %d unsupported"
        .formatted(total(), passed, failed, unsupported);
  }
}
