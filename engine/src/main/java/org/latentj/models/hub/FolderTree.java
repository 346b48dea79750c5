package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All that is in a folder. A folder that is not there is empty. */
public final class FolderTree {
  private FolderTree() {}

  /** Paths of its files, relative to it and with {@code /}, in order. */
  static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /** The sum of its files' sizes. */
  public static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (String name : names(folder)) {
      bytes += Files.size(folder.resolve(name));
    }
    return bytes;
  }

  /** Deletes it; links are not followed. */
  public static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
