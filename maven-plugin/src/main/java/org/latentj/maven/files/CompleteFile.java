package org.latentj.maven.files;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Puts files in their places at once: nobody ever sees half of one. */
public final class CompleteFile {
  private CompleteFile() {}

  /**
   * Moves a file that is complete.
   *
   * @param from not there afterwards
   * @param to replaced; in a folder that exists
   */
  public static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      // Another file system: what is copied must be complete before it gets its name.
      Path beside = to.resolveSibling("." + UUID.randomUUID() + ".part");
      try {
        Files.copy(from, beside);
        Files.move(beside, to, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(from);
      } finally {
        Files.deleteIfExists(beside);
      }
    }
  }

  /** Writes bytes; creates the folder. */
  public static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path beside = file.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      Files.write(beside, bytes);
      move(beside, file);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
