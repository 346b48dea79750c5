package org.latentj.maven.generate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.extend.lora.LoraReference;

/**
 * A model and everything that it is loaded with; all files are there.
 *
 * @param files the model's; empty for the engine's embedded one
 * @param vae an autoencoder instead of the model's own
 * @param loras merged into the weights
 * @param loraFolder where prompts find theirs; empty if none asks for one, so that the model need
 *     not be loaded anew for another folder
 * @param embeddings files and folders of textual inversions; none if no prompt uses one
 * @param safetyChecker whether pictures pass the model's safety checker, if it has one
 */
record ModelSetup(
    Optional<ModelFiles> files,
    Optional<Path> vae,
    List<LoraReference> loras,
    Optional<Path> loraFolder,
    List<Path> embeddings,
    boolean safetyChecker) {

  /** Copies the lists. */
  ModelSetup {
    loras = List.copyOf(loras);
    embeddings = List.copyOf(embeddings);
  }
}
