package org.latentj.benchmark;

import java.io.IOException;
import java.io.PrintStream;

/** A measurement or a check that is a section of a report. */
interface Part {

  /**
   * Makes it.
   *
   * @param out takes Markdown, each row as soon as it is known
   * @return false if something that was checked is not as it should be
   * @throws IOException if a file cannot be read or written
   */
  boolean run(PrintStream out) throws IOException;
}
