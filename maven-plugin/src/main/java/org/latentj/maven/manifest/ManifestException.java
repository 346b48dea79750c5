package org.latentj.maven.manifest;

import java.util.List;
import java.util.stream.Collectors;

/** Manifests hold mistakes. The message lists all of them, a line each. */
public final class ManifestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Not sent with a serialized exception: the message holds them all. */
  private final transient List<Problem> problems;

  /** Of at least one mistake. */
  public ManifestException(List<Problem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  /** The mistakes, in the order of the files. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(List<Problem> problems) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return problems.stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n  ", count + " in the asset manifests:\n  ", ""));
  }
}
