package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A Markdown table")
class MarkdownTableTest {

  @Test
  @DisplayName("lines its columns up")
  void columns() {
    MarkdownTable table = new MarkdownTable("part", "time");
    table.row("load", "12.5 s");
    table.row("a step", "2 s");
    assertThat(table)
        .hasToString(
            """
            | part   | time   |
            | ------ | ------ |
            | load   | 12.5 s |
            | a step | 2 s    |
            """);
  }

  @Test
  @DisplayName("refuses rows of another length")
  void raggedRows() {
    MarkdownTable table = new MarkdownTable("part", "time");
    assertThatThrownBy(() -> table.row("load")).hasMessageContaining("expected 2 cells");
  }
}
