package org.latentj.imagej.model;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.models.download.ByteCount;

/**
 * A model that commands can name.
 *
 * @param name what a macro says; unique
 * @param path a diffusers folder or a file; empty for the embedded model
 * @param family what it is, for example {@code Stable Diffusion v1}; {@code unknown} where only
 *     loading it would tell
 * @param bytes on disk
 * @param licence as the registry or the model's card names it; {@code unknown} where neither does
 * @param origin how it came here
 */
public record InstalledModel(
    String name, Optional<Path> path, String family, long bytes, String licence, Origin origin) {

  /** How a model came here, which decides what it means to remove it. */
  public enum Origin {
    /** It is inside the engine. */
    EMBEDDED("inside the engine"),
    /** It lies in the models folder. */
    FOLDER("models folder"),
    /** It was made known where it is. */
    ADDED("added"),
    /** It is in the library of models that were fetched, or put there by hand. */
    FETCHED("fetched");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    /** For a table. */
    public String label() {
      return label;
    }
  }

  /** For a table: {@code 4.27 GB}. */
  public String size() {
    return ByteCount.text(bytes);
  }
}
