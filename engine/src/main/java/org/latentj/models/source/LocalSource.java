package org.latentj.models.source;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A folder in the diffusers layout, or a single checkpoint file.
 *
 * @param path absolute; need not exist
 */
public record LocalSource(Path path) implements ModelSource {

  /** Makes the path absolute. */
  public LocalSource {
    path = Objects.requireNonNull(path, "path").toAbsolutePath().normalize();
  }

  @Override
  public String text() {
    return path.toString();
  }

  @Override
  public String name() {
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }
}
