package org.latentj.maven.files;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * What earlier runs found out, below the build folder: lines of text by key, a small file each, so
 * that an interrupted run loses one entry at most. All of it can be deleted at any time.
 *
 * @param folder created when something is written
 */
public record StateFolder(Path folder) {
  private static final String PARTIAL = "part-";

  /** The lines of a key; none if there are none or if they cannot be read. */
  public List<String> read(String key) throws IOException {
    try {
      return Files.readAllLines(file(key));
    } catch (NoSuchFileException | CharacterCodingException e) {
      return List.of();
    }
  }

  /** Replaces the lines of a key. */
  public void write(String key, List<String> lines) throws IOException {
    Path partial = newFile(".txt");
    try {
      Files.write(partial, lines);
      Files.move(partial, file(key), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * The name of a new file for what is not complete yet: an interrupted run leaves it here and not
   * among the pictures.
   *
   * @param ending of its name
   */
  public Path newFile(String ending) throws IOException {
    Files.createDirectories(folder);
    return folder.resolve(PARTIAL + UUID.randomUUID() + ending);
  }

  /** Deletes what runs left that were interrupted more than an hour ago. */
  public void clean() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PARTIAL + "*")) {
      FileTime limit = FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS));
      for (Path file : files) {
        if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path file(String key) {
    return folder.resolve(new Fingerprint().add("key", key).toHex().substring(0, 32) + ".txt");
  }
}
