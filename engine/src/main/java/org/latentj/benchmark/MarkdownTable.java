package org.latentj.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects rows and prints them as a Markdown table whose columns line up. */
final class MarkdownTable {
  private final List<String[]> rows = new ArrayList<>();
  private final int columns;

  MarkdownTable(String... heads) {
    columns = heads.length;
    rows.add(heads);
  }

  void row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "expected %d cells but got %s".formatted(columns, Arrays.toString(cells)));
    }
    rows.add(cells);
  }

  @Override
  public String toString() {
    int[] widths = new int[columns];
    for (String[] row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      out.append(line(rows.get(i), widths));
      if (i == 0) {
        String[] rule = new String[columns];
        Arrays.setAll(rule, c -> "-".repeat(widths[c]));
        out.append(line(rule, widths));
      }
    }
    return out.toString();
  }

  /** One row, its cells as wide as that. */
  static String line(String[] cells, int[] widths) {
    StringBuilder out = new StringBuilder("|");
    for (int i = 0; i < cells.length; i++) {
      out.append(' ').append(cells[i]).append(" ".repeat(widths[i] - cells[i].length()));
      out.append(" |");
    }
    return out.append('\n').toString();
  }
}
