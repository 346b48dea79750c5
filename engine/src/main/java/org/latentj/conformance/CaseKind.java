package org.latentj.conformance;

import java.util.List;

/** Knows how to run the cases of one kind. */
interface CaseKind {

  /**
   * Computes what the case asks for and compares it.
   *
   * @return a deviation for each compared quantity
   * @throws UnsupportedCaseException if the case asks for something unknown
   * @throws Exception if anything goes wrong
   */
  List<Deviation> compare(CaseRun run) throws Exception;

  /** The lines that the case gives: one, except for kinds that say otherwise. */
  default List<Check> checks(CaseRun run) {
    return List.of(new Check(run.entry().id(), () -> compare(run)));
  }
}
