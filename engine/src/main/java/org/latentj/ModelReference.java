package org.latentj;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Which model, loaded how.
 *
 * @param checkpoint a diffusers folder, or a single .safetensors or .ckpt file; empty for the
 *     {@linkplain EmbeddedModel embedded model}
 * @param options how it is loaded
 */
public record ModelReference(Optional<Path> checkpoint, LoadOptions options) {

  /** Checks the arguments. */
  public ModelReference {
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(options, "options");
  }

  /** A checkpoint. */
  public static ModelReference of(Path checkpoint, LoadOptions options) {
    return new ModelReference(Optional.of(checkpoint), options);
  }

  /** The embedded model. */
  public static ModelReference embedded(LoadOptions options) {
    return new ModelReference(Optional.empty(), options);
  }
}
