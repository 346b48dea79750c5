package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A table that is printed row by row")
class StreamedTableTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);

  @Test
  @DisplayName("has each row printed before the next is known")
  void rows() {
    StreamedTable table = new StreamedTable(stream, "part", "time");
    String heads = "| part | time |\n| ---- | ---- |\n";
    assertThat(out).hasToString(heads);
    table.row("load", "12.5 s");
    table.row("x", "2 s");
    assertThat(out).hasToString(heads + "| load | 12.5 s |\n| x    | 2 s    |\n");
  }

  @Test
  @DisplayName("refuses rows of another length")
  void raggedRows() {
    StreamedTable table = new StreamedTable(stream, "part", "time");
    assertThatThrownBy(() -> table.row("load")).hasMessageContaining("expected 2 cells");
  }
}
