package org.latentj.samples.miniature.evaluation.model;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.LoadOptions;
import org.latentj.StableDiffusion;

/** Which model is measured. */
public final class ModelChoice {
  private ModelChoice() {}

  /**
   * Loads a model. The caller closes it.
   *
   * @param folder in the diffusers layout, or a single file
   * @throws IllegalArgumentException if there is none
   * @throws org.latentj.checkpoint.CheckpointException if it cannot be used
   */
  public static StableDiffusion load(Optional<Path> folder, LoadOptions options) {
    return folder
        .map(path -> StableDiffusion.load(path, options))
        .orElseGet(() -> embedded(options));
  }

  /** The one place to change once the engine has a model inside. */
  private static StableDiffusion embedded(LoadOptions options) {
    throw new IllegalArgumentException(
        "this engine has no model inside, on %s or elsewhere: name one with --model DIR"
            .formatted(options.device()));
  }
}
