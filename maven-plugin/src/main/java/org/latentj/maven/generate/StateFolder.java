package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * What earlier runs found out, below the build folder: lines of text by key, a small file each, so
 * that an interrupted run loses one entry at most. All of it can be deleted at any time.
 *
 * @param folder created when something is written
 */
record StateFolder(Path folder) {

  /** The lines of a key; none if there are none or if they cannot be read. */
  List<String> read(String key) throws IOException {
    try {
      return Files.readAllLines(file(key));
    } catch (NoSuchFileException | CharacterCodingException e) {
      return List.of();
    }
  }

  /** Replaces the lines of a key. */
  void write(String key, List<String> lines) throws IOException {
    Files.createDirectories(folder);
    Path partial = folder.resolve(UUID.randomUUID() + ".part");
    try {
      Files.write(partial, lines);
      Files.move(partial, file(key), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private Path file(String key) {
    return folder.resolve(new Fingerprint().add("key", key).toHex().substring(0, 32) + ".txt");
  }
}
