package org.latentj.maven.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder that pictures are written below, and nowhere else: a link inside it must not lead a
 * picture to another place.
 *
 * @param root need not exist yet
 */
public record OutputFolder(Path root) {

  /**
   * The file of an asset's output.
   *
   * @param output relative, without {@code ..}
   * @throws IllegalArgumentException if it would lie elsewhere, or if a folder is in its place
   */
  public Path file(String output) throws IOException {
    Path file = root.resolve(output).normalize();
    if (!file.startsWith(root.normalize())) {
      throw new IllegalArgumentException(
          "output '%s' leads out of the output folder %s".formatted(output, root));
    }
    if (Files.isSymbolicLink(file)) {
      throw new IllegalArgumentException(
          "output '%s' is a symbolic link; remove %s".formatted(output, file));
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(
          "output '%s' is a folder; remove %s or choose another name".formatted(output, file));
    }
    Path existing = nearestExisting(file.getParent());
    if (!Files.exists(existing)) {
      throw new IllegalArgumentException(
          "output '%s' needs a folder where the broken symbolic link %s is"
              .formatted(output, existing));
    }
    if (Files.exists(root) && !existing.toRealPath().startsWith(root.toRealPath())) {
      throw new IllegalArgumentException(
          "output '%s' leaves the output folder through a symbolic link: %s is %s"
              .formatted(output, existing, existing.toRealPath()));
    }
    if (!Files.isDirectory(existing)) {
      throw new IllegalArgumentException(
          "output '%s' needs a folder where the file %s is".formatted(output, existing));
    }
    return file;
  }

  /** The same, with its folder created. */
  public Path prepare(String output) throws IOException {
    Files.createDirectories(file(output).getParent());
    return file(output);
  }

  private static Path nearestExisting(Path folder) {
    Path path = folder;
    while (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      path = path.getParent();
    }
    return path;
  }
}
