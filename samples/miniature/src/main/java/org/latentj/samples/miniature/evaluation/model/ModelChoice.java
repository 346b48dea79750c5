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
   * @param folder in the diffusers layout, or a single file; empty for the model inside the engine
   * @throws org.latentj.checkpoint.CheckpointException if it cannot be used
   */
  public static StableDiffusion load(Optional<Path> folder, LoadOptions options) {
    return folder
        .map(path -> StableDiffusion.load(path, options))
        .orElseGet(() -> StableDiffusion.load(options));
  }
}
