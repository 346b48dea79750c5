package org.latentj.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A report that is written section by section")
class SectionsTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private Path file;
  private Sections sections;

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("report.md");
    ReportFile report = ReportFile.begin(file, "# Report\n");
    sections = new Sections(report, new PrintStream(shown, true, StandardCharsets.UTF_8));
  }

  private String written() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Part rows(String... rows) {
    return out -> {
      StreamedTable table = new StreamedTable(out, "row");
      for (String row : rows) {
        table.row(row);
      }
      return true;
    };
  }

  @Test
  @DisplayName("keeps what is finished when a later part fails, and goes on after it")
  void failure() throws IOException {
    sections.add("First", rows("one"));
    sections.add(
        "Second",
        out -> {
          rows("two").run(out);
          throw new IllegalStateException("the device is gone");
        });
    sections.add("Third", rows("three"));

    assertThat(sections.isGood()).isFalse();
    assertThat(written())
        .isEqualTo(
            """
            # Report

            ## First

            | row |
            | --- |
            | one |

            ## Second

            | row |
            | --- |
            | two |

            FAILED: the device is gone

            ## Third

            | row |
            | --- |
            | three |
            """);
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("## First", "| two |", "FAILED");
    assertThat(folder.toFile().list()).containsExactly("report.md");
  }

  @Test
  @DisplayName("writes an Error that a part dies of, too")
  void error() throws IOException {
    sections.add(
        "First",
        out -> {
          throw new OutOfMemoryError("Java heap space");
        });
    sections.add(
        "Second",
        out -> {
          throw new UnsatisfiedLinkError();
        });
    assertThat(written())
        .contains("FAILED: Java heap space", "FAILED: java.lang.UnsatisfiedLinkError");
  }

  @Test
  @DisplayName(
      "has the rows so far in the file while a part is at work, and says that it is not done")
  void progress() throws IOException {
    sections.add("First", rows("one"));
    sections.add(
        "Second",
        out -> {
          StreamedTable table = new StreamedTable(out, "row");
          table.row("two");
          assertThat(written())
              .contains("| one |", "## Second", "| two |", "This section is not finished");
          return true;
        });
    assertThat(sections.isGood()).isTrue();
    assertThat(written()).doesNotContain("not finished");
  }

  @Test
  @DisplayName("is not good when a check does not pass")
  void check() throws IOException {
    sections.add("First", out -> false);
    sections.add("Second", out -> true);
    assertThat(sections.isGood()).isFalse();
  }

  @Test
  @DisplayName("is refused before anything is measured where it could not be written")
  void refused() throws IOException {
    assertThatThrownBy(() -> ReportFile.check(file))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("report.md exists already");
    assertThatThrownBy(() -> ReportFile.check(folder.resolve("gone/report.md")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no folder");
    ReportFile.check(folder.resolve("other.md"));
  }
}
