package org.latentj.imagej.service;

import ij.IJ;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latentj.StableDiffusion;

/** Finds the jars of the engine's worker, which are not among ImageJ's own. */
final class WorkerClassPath {
  /** A class path that takes precedence, for developers. */
  static final String PROPERTY = "latentj.worker.classpath";

  private static final Path FOLDER = Path.of("lib", "latentj");

  private WorkerClassPath() {}

  /** The worker's class path; empty where the engine is to run in this process. */
  static Optional<List<Path>> find() {
    String root = IJ.getDirectory("imagej");
    return find(
        Optional.ofNullable(System.getProperty(PROPERTY)),
        Path.of(root == null ? "" : root),
        engine());
  }

  /**
   * The worker's class path.
   *
   * @param property a class path as Java's own option takes it; blank for no worker
   * @param root ImageJ's folder; its {@code lib/latentj} holds the worker's jars
   * @param engine the engine's jar, where this process has one: it is not there twice
   */
  static Optional<List<Path>> find(Optional<String> property, Path root, Optional<Path> engine) {
    if (property.isPresent()) {
      List<Path> entries =
          Arrays.stream(property.get().split(File.pathSeparator))
              .filter(entry -> !entry.isBlank())
              .map(Path::of)
              .toList();
      return entries.isEmpty() ? Optional.empty() : Optional.of(entries);
    }
    List<Path> jars = jars(root.resolve(FOLDER));
    return jars.isEmpty()
        ? Optional.empty()
        : Optional.of(Stream.concat(engine.stream(), jars.stream()).toList());
  }

  private static Optional<Path> engine() {
    try {
      Path place =
          Path.of(
              StableDiffusion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Files.isRegularFile(place) ? Optional.of(place) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the worker's jars in " + folder, e);
    }
  }
}
