package org.latentj.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.latentj.maven.files.CompleteFile;
import org.latentj.maven.imports.ManifestEntries;

/**
 * Reads the parameters of pictures that were made elsewhere, with A1111's web UI for example, and
 * prints manifest entries that ask for the same.
 *
 * @since 0.1.0
 */
@Mojo(name = "import", requiresProject = false, threadSafe = true)
public final class ImportMojo extends AbstractMojo {
  /**
   * Pictures, or folders of PNGs, JPEGs and WebPs. Example: {@code -Dsd.pictures=~/outputs}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.pictures", required = true)
  private List<File> pictures = List.of();

  /**
   * Gets the entries; unset: the log. Must not exist. Example: {@code src/main/sd/imported.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.importTo")
  private File importTo;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    GoalTask.run(
        () -> {
          ManifestEntries entries = new ManifestEntries();
          for (File file : pictures) {
            for (Path picture : picturesOf(file.toPath())) {
              Optional<String> problem = entries.add(picture);
              problem.ifPresent(getLog()::warn);
            }
          }
          if (entries.count() == 0) {
            throw new IllegalArgumentException("sd.pictures: no picture there has parameters");
          }
          put(entries.toYaml());
        });
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

  private void put(String yaml) throws IOException {
    if (importTo == null) {
      getLog().info("Entries:\n" + yaml);
      return;
    }
    if (importTo.exists()) {
      throw new IllegalArgumentException(
          "sd.importTo: %s is there already; name a new file".formatted(importTo));
    }
    CompleteFile.write(importTo.toPath().toAbsolutePath(), yaml.getBytes(StandardCharsets.UTF_8));
    getLog().info("Entries are in " + importTo);
  }
}
