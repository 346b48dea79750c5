package org.latentj.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Stream;
import org.latentj.image.PictureFiles;
import org.latentj.maven.generate.Generation;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.OnePicture;

/**
 * A picture that a command line asks for.
 *
 * @param output where it goes; its folder must exist
 * @param user the properties of the command line, of which those that begin with {@code sd.} count
 */
record SinglePicture(Path output, Properties user) {
  private static final String PREFIX = "sd.";

  /** Parameters of goals. */
  private static final List<String> PARAMETERS =
      List.of(
          "acceptLicenses",
          "cache",
          "device",
          "embeddingFolder",
          "hubServer",
          "memory",
          "output",
          "precision",
          "skip",
          "lock",
          "lockFile",
          "loraFolder",
          "manifests",
          "outputDirectory",
          "variant",
          "whenUnavailable");

  /**
   * Makes it.
   *
   * @param generation of an output folder and a folder for what it must remember meanwhile
   */
  void make(Function<Folders, Generation> generation) throws ManifestException, IOException {
    Path file = output.toAbsolutePath().normalize();
    Map<String, String> values = values();
    OnePicture.checkNames(values.keySet(), PARAMETERS);
    if (!Files.isDirectory(file.getParent())) {
      throw new IllegalArgumentException(
          "sd.output: there is no folder %s; create it first".formatted(file.getParent()));
    }
    if (Files.exists(file)
        && (Files.isDirectory(file) || PictureFiles.readParameters(file).isEmpty())) {
      throw new IllegalArgumentException(
          "sd.output: %s is there already, and no generated picture; name another file"
              .formatted(file));
    }
    Path temporary = Files.createTempDirectory("sd-");
    try {
      String text =
          OnePicture.manifest(file.getFileName().toString(), values, Path.of("").toAbsolutePath());
      Path manifest = Files.writeString(temporary.resolve("picture.json"), text);
      generation.apply(new Folders(file.getParent(), temporary)).run(List.of(manifest));
    } catch (ManifestException e) {
      throw new IllegalArgumentException(OnePicture.message(e), e);
    } finally {
      delete(temporary);
    }
  }

  /**
   * Where a run works.
   *
   * @param output gets the picture
   * @param state is deleted afterwards
   */
  record Folders(Path output, Path state) {}

  private Map<String, String> values() {
    Map<String, String> values = new HashMap<>();
    for (String name : user.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        values.put(name.substring(PREFIX.length()), user.getProperty(name));
      }
    }
    return values;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
