package org.latentj.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Shows a section while it is made, and keeps it in a file at every flush, which is every row. */
final class SectionStream extends OutputStream {
  private final PrintStream shown;
  private final ReportFile report;
  private final String title;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  SectionStream(PrintStream shown, ReportFile report, String title) {
    this.shown = shown;
    this.report = report;
    this.title = title;
  }

  @Override
  public void write(int octet) {
    shown.write(octet);
    kept.write(octet);
  }

  @Override
  public void write(byte[] octets, int from, int length) {
    shown.write(octets, from, length);
    kept.write(octets, from, length);
  }

  @Override
  public void flush() throws IOException {
    shown.flush();
    report.progress(title, text());
  }

  String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
