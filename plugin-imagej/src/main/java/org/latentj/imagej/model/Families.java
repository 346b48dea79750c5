package org.latentj.imagej.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What models are, found out once for each version of a file: opening one takes a moment. */
final class Families {
  private final Map<String, String> known = new ConcurrentHashMap<>();

  String of(Path path) {
    if (!Files.isRegularFile(path)) {
      return ModelFolder.family(path);
    }
    try {
      String version =
          "%s %d %s".formatted(path, Files.size(path), Files.getLastModifiedTime(path));
      return known.computeIfAbsent(version, key -> ModelFolder.family(path));
    } catch (IOException e) {
      return ModelFolder.UNKNOWN;
    }
  }
}
