package org.latentj;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.latentj.models.LocalModel;

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

  /**
   * A model of the user's {@linkplain org.latentj.models.ModelLibrary library}: {@code
   * ModelReference.of(library.locate(ModelSource.parse("hf:CompVis/stable-diffusion-v1-4"),
   * listener), options)}. A tokenizer that goes with it is used unless the options name one.
   */
  public static ModelReference of(LocalModel model, LoadOptions options) {
    boolean named = options.checkpoint().tokenizerFolder().isPresent();
    LoadOptions complete =
        named || model.tokenizer().isEmpty()
            ? options
            : options.withCheckpoint(
                options.checkpoint().withTokenizerFolder(model.tokenizer().get()));
    return new ModelReference(model.checkpoint(), complete);
  }

  /** The embedded model. */
  public static ModelReference embedded(LoadOptions options) {
    return new ModelReference(Optional.empty(), options);
  }
}
