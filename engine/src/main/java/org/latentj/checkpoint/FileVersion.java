package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * What a path led to at some time.
 *
 * @param key tells the file from all others, whatever its name; null where the system has none
 * @param size in bytes
 * @param modified when it was last written to
 */
record FileVersion(Object key, long size, FileTime modified) {

  /** Links are followed. */
  static FileVersion of(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileVersion(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
  }

  /** What the path leads to now; nothing if the file was moved or deleted. */
  static Optional<FileVersion> now(Path path) throws IOException {
    try {
      return Optional.of(of(path));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code later}, of the same path, is this very file with other contents. */
  boolean wasWrittenTo(FileVersion later) {
    boolean another = key != null && !key.equals(later.key);
    return !another && !equals(later);
  }
}
