package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds manifests. */
public final class ManifestFiles {
  private ManifestFiles() {}

  /**
   * The manifests among some paths.
   *
   * @param given files, and folders whose {@code .yaml}, {@code .yml} and {@code .json} files are
   *     meant
   * @param standard the folder to look into if {@code given} is empty; need not exist
   * @return absolute paths in the order given, those of a folder by name
   * @throws IllegalArgumentException if a given path does not exist or a given folder holds none
   */
  public static List<Path> find(Collection<Path> given, Path standard) throws IOException {
    if (given.isEmpty()) {
      return Files.isDirectory(standard) ? inFolder(standard) : List.of();
    }
    List<Path> found = new ArrayList<>();
    for (Path path : given) {
      List<Path> files = Files.isDirectory(path) ? inFolder(path) : List.of(path);
      if (files.isEmpty() || !Files.exists(path)) {
        throw new IllegalArgumentException(
            "sd.manifests: expected a manifest, or a folder with *.yaml, *.yml or *.json files,"
                + " but there is none at "
                + path);
      }
      files.stream().filter(file -> !found.contains(file)).forEach(found::add);
    }
    return found.stream().map(file -> file.toAbsolutePath().normalize()).distinct().toList();
  }

  private static List<Path> inFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              file ->
                  file.getFileName()
                      .toString()
                      .toLowerCase(Locale.ROOT)
                      .matches("[^.].*\\.(yaml|yml|json)"))
          .map(file -> file.toAbsolutePath().normalize())
          .sorted()
          .toList();
    }
  }
}
