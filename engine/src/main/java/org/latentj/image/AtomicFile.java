package org.latentj.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file under another name beside it and renames it when it is complete. */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes the contents; any exception abandons the file. */
  interface Contents {
    void writeTo(OutputStream out) throws IOException;
  }

  static void write(Path file, Contents contents) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder + " (create this folder before writing " + file + ")");
    }
    if (Files.isDirectory(file)) {
      throw new IOException("cannot write a picture to " + file + ": that is a folder");
    }
    // Not Files.createTempFile: its files, and so the pictures, would be readable by the owner
    // only.
    Path partial = folder.resolve("." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        contents.writeTo(out);
      }
      move(partial, file);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static void move(Path partial, Path file) throws IOException {
    try {
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
