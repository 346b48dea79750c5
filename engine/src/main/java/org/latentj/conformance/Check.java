package org.latentj.conformance;

import java.nio.file.FileSystemException;
import java.util.List;

/**
 * What becomes one line of the report.
 *
 * @param id the name on the line
 * @param comparison does the work
 */
record Check(String id, Comparison comparison) {

  /** Computes something and compares it with its reference. */
  @FunctionalInterface
  interface Comparison {

    /**
     * Runs the comparison.
     *
     * @return a deviation for each compared quantity, at least one
     * @throws UnsupportedCaseException if the engine has no such thing
     * @throws Exception if anything goes wrong; becomes a failed line
     */
    List<Deviation> run() throws Exception;
  }

  /** A check that fails with that exception, for cases that cannot even be read. */
  static Check failing(String id, Exception reason) {
    return new Check(
        id,
        () -> {
          throw reason;
        });
  }

  CaseResult result() {
    try {
      return CaseResult.of(id, comparison.run());
    } catch (UnsupportedCaseException e) {
      return new CaseResult(id, Verdict.UNSUPPORTED, null, e.getMessage());
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      return new CaseResult(id, Verdict.FAIL, null, describe(e));
    }
  }

  private static String describe(Throwable e) {
    // Java's own file exceptions say no more than the file's name.
    boolean bare = e instanceof FileSystemException || e.getMessage() == null;
    return bare ? e.toString() : e.getMessage();
  }
}
