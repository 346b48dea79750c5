package org.latentj.maven.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects mistakes, so that a run reports all of them. */
public final class Problems {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem p) -> p.where().file())
          .thenComparing(p -> p.where().line())
          .thenComparing(p -> p.where().column());

  private final List<Problem> found = new ArrayList<>();

  /** Notes a mistake. */
  public void add(SourceMark where, String message) {
    found.add(new Problem(where, message));
  }

  /** How many there are so far. */
  public int count() {
    return found.size();
  }

  /**
   * Ends the run if there are mistakes.
   *
   * @throws ManifestException with all of them in the order of the files
   */
  public void throwIfAny() throws ManifestException {
    if (!found.isEmpty()) {
      throw new ManifestException(found.stream().distinct().sorted(BY_PLACE).toList());
    }
  }
}
