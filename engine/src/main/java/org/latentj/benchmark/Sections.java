package org.latentj.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes the sections of a report one after the other. One that fails says why in its place, and the
 * next are made all the same.
 */
final class Sections {
  private final ReportFile report;
  private final PrintStream out;
  private boolean good = true;

  /**
   * Sections of a report.
   *
   * @param out shows them while they are made
   */
  Sections(ReportFile report, PrintStream out) {
    this.report = report;
    this.out = out;
  }

  /**
   * Makes a section.
   *
   * @throws IOException if the report cannot be written
   */
  void add(String title, Part part) throws IOException {
    out.printf("%n## %s%n%n", title);
    SectionStream section = new SectionStream(out, report, title);
    PrintStream stream = new PrintStream(section, false, StandardCharsets.UTF_8);
    try {
      good &= part.run(stream);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      stream.printf("%nFAILED: %s%n", e.getMessage() == null ? e : e.getMessage());
      good = false;
    }
    stream.flush();
    report.finish(title, section.text());
  }

  /** Whether no section failed and all that was checked is as it should be. */
  boolean isGood() {
    return good;
  }
}
