package org.latentj.benchmark;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;

/**
 * A Markdown file that grows by sections. Every version is written to a temporary name and moved
 * over the one before, so that whatever happens, the file is whole and has what was finished.
 */
final class ReportFile {
  private final Path file;
  private final StringBuilder finished;

  private ReportFile(Path file, String header) {
    this.file = file;
    finished = new StringBuilder(header);
  }

  /**
   * Says no early where a report could not be written after hours of measuring.
   *
   * @throws FileAlreadyExistsException if the file exists: reports are never overwritten
   * @throws NoSuchFileException if there is no such folder
   */
  static void check(Path file) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(
          "%s exists already; choose another name or delete it".formatted(file));
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException("there is no folder %s to write a report to".formatted(folder));
    }
  }

  /** Writes the file with its first lines. */
  static ReportFile begin(Path file, String header) throws IOException {
    ReportFile report = new ReportFile(file, header);
    report.write(header);
    return report;
  }

  /** Writes what is known of a section that is not finished. */
  void progress(String title, String text) throws IOException {
    write(
        finished
            + section(title, text)
            + "\nThis section is not finished. If nothing is running, the program ended here.\n");
  }

  /** Writes a finished section. */
  void finish(String title, String text) throws IOException {
    finished.append(section(title, text));
    write(finished.toString());
  }

  private static String section(String title, String text) {
    return "\n## %s\n\n%s".formatted(title, text);
  }

  private void write(String text) throws IOException {
    Path temporary =
        file.resolveSibling(
            "%s.%016x.part".formatted(file.getFileName(), new SecureRandom().nextLong()));
    try {
      Files.writeString(temporary, text);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
