package org.latentj.samples.miniature.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Results are shown")
class ReportTest {
  private static final Axis ACROSS = new Axis("guidance", 0, 10, 2);
  private static final Axis UP = new Axis("right, %", 0, 100, 20);

  @Test
  @DisplayName("in tables whose columns line up")
  void table() {
    MarkdownTable table = new MarkdownTable("shape", "right");
    table.row("star", MarkdownTable.percent(1, 3));
    table.row("crescent", MarkdownTable.percent(0, 0));

    assertThat(table)
        .hasToString(
            """
            | shape    | right  |
            | -------- | ------ |
            | star     | 33.3 % |
            | crescent | -      |
            """);
    assertThatThrownBy(() -> table.row("heart")).hasMessage("expected 2 cells but got [heart]");
  }

  @Test
  @DisplayName("as lines in a plot, at the height of their values")
  void plot() {
    Series rising =
        new Series(
            "colour",
            List.of(
                new Point2D.Double(0, 0), new Point2D.Double(5, 50), new Point2D.Double(10, 100)));
    BufferedImage image = new LinePlot("title", ACROSS, UP, List.of(rising)).draw();

    // On two of the marks, and aside.
    assertThat(image.getRGB(333, 230) & 0xffffff).isEqualTo(0xD55E00);
    assertThat(image.getRGB(590, 52) & 0xffffff).isEqualTo(0xD55E00);
    assertThat(image.getRGB(240, 120) & 0xffffff).isEqualTo(0xFFFFFF);
  }

  @Test
  @DisplayName("with ticks from end to end of an axis")
  void ticks() {
    assertThat(new Axis("", 1, 2, 0.1).ticks()).hasSize(11).startsWith(1).contains(2);
    assertThat(Axis.text(1.5)).isEqualTo("1.5");
    assertThat(Axis.text(20)).isEqualTo("20");
    assertThatThrownBy(() -> new Axis("", 1, 1, 0.1))
        .hasMessage("expected an ascending range and steps above 0 but got 1.0 to 1.0 by 0.1");
  }

  @Test
  @DisplayName("in no more lines than can be told apart")
  void tooMany() {
    Series line = new Series("", List.of(new Point2D.Double(0, 0)));

    assertThatThrownBy(() -> new LinePlot("", ACROSS, UP, Collections.nCopies(7, line)))
        .hasMessage("expected at most 6 lines but got 7");
  }

  @Test
  @DisplayName("with the remaining time on the way, every five seconds and at the end")
  void remaining() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong nanos = new AtomicLong();
    Remaining remaining =
        new Remaining(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), "painting", 30, nanos::get);
    for (int i = 0; i < 30; i++) {
      nanos.addAndGet(2_500_000_000L);
      remaining.step();
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSize(15)
        .startsWith("painting: 2 of 30, 1:10 left", "painting: 4 of 30, 1:05 left")
        .endsWith("painting: 30 of 30, 0:00 left");
  }
}
