package org.latentj.benchmark;

import java.io.PrintStream;

/**
 * A Markdown table whose rows are printed as they come, so that those before a failure are there.
 * Columns line up as far as that can be known beforehand.
 */
final class StreamedTable {
  private final PrintStream out;
  private final int[] widths;

  /** Prints the heads. */
  StreamedTable(PrintStream out, String... heads) {
    this.out = out;
    widths = new int[heads.length];
    row(heads);
    String[] rule = new String[heads.length];
    for (int i = 0; i < rule.length; i++) {
      rule[i] = "-".repeat(widths[i]);
    }
    row(rule);
  }

  /** Prints a row. */
  void row(String... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(
          "expected %d cells but got %d".formatted(widths.length, cells.length));
    }
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], cells[i].length());
    }
    // Not println: Markdown has the same line ends everywhere.
    out.print(MarkdownTable.line(cells, widths));
    out.flush();
  }
}
