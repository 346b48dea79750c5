package org.latentj.imagej.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model that commands can name.
 *
 * @param name what a macro says; unique
 * @param path a diffusers folder or a file; empty for the embedded model
 * @param family what it is, for example {@code Stable Diffusion v1}; {@code unknown} where only
 *     loading it would tell
 * @param bytes on disk
 * @param licence as the model's card names it; {@code unknown} where there is none
 */
public record InstalledModel(
    String name, Optional<Path> path, String family, long bytes, String licence) {

  /** For a table: {@code 4.3 GB}. */
  public String size() {
    return bytes >= 1_000_000_000
        ? "%.1f GB".formatted(bytes / 1e9)
        : "%.0f MB".formatted(bytes / 1e6);
  }
}
