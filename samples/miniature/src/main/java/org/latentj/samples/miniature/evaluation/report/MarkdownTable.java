package org.latentj.samples.miniature.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects rows and shows them as a Markdown table whose columns line up. */
public final class MarkdownTable {
  private final List<String[]> rows = new ArrayList<>();

  /** A table without rows. */
  public MarkdownTable(String... heads) {
    rows.add(heads.clone());
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns
   */
  public void row(String... cells) {
    if (cells.length != rows.get(0).length) {
      throw new IllegalArgumentException(
          "expected %d cells but got %s".formatted(rows.get(0).length, Arrays.toString(cells)));
    }
    rows.add(cells.clone());
  }

  /** A share as a cell, for example {@code 97.3 %}; a dash where there is nothing to share. */
  public static String percent(int part, int all) {
    return all == 0 ? "-" : "%.1f %%".formatted(100.0 * part / all);
  }

  /** The table; every line ends with a line feed. */
  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      Arrays.setAll(widths, i -> Math.max(widths[i], row[i].length()));
    }
    String[] rule = new String[widths.length];
    Arrays.setAll(rule, i -> "-".repeat(widths[i]));
    StringBuilder out = new StringBuilder(line(rows.get(0), widths)).append(line(rule, widths));
    rows.stream().skip(1).forEach(row -> out.append(line(row, widths)));
    return out.toString();
  }

  private static String line(String[] cells, int[] widths) {
    StringBuilder out = new StringBuilder("|");
    for (int i = 0; i < cells.length; i++) {
      out.append(' ').append(cells[i]).append(" ".repeat(widths[i] - cells[i].length()));
      out.append(" |");
    }
    return out.append('\n').toString();
  }
}
