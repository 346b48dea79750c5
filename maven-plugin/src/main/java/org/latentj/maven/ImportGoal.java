package org.latentj.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.latentj.maven.files.CompleteFile;
import org.latentj.maven.imports.ManifestEntries;

/**
 * What {@link ImportMojo} is asked to do.
 *
 * @param pictures files, or folders of them
 * @param importTo gets the entries; null for the log
 */
record ImportGoal(List<File> pictures, File importTo) {

  /**
   * Does it.
   *
   * @throws IllegalArgumentException if no picture has parameters, or if {@code importTo} exists
   */
  void run(Log log) throws IOException {
    ManifestEntries entries = new ManifestEntries();
    for (File file : pictures) {
      for (Path picture : picturesOf(file.toPath())) {
        entries.add(picture).ifPresent(log::warn);
      }
    }
    if (entries.count() == 0) {
      throw new IllegalArgumentException("sd.pictures: no picture there has parameters");
    }
    if (importTo == null) {
      log.info("Entries:\n" + entries.toYaml());
      return;
    }
    if (importTo.exists()) {
      throw new IllegalArgumentException(
          "sd.importTo: %s is there already; name a new file".formatted(importTo));
    }
    byte[] yaml = entries.toYaml().getBytes(StandardCharsets.UTF_8);
    CompleteFile.write(importTo.toPath().toAbsolutePath(), yaml);
    log.info("Entries are in " + importTo);
  }

  private static List<Path> picturesOf(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.toString().matches("(?i).*\\.(png|jpe?g|webp)"))
          .sorted()
          .toList();
    }
  }
}
