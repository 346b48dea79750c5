package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What extends a model for all pictures of a manifest, and which model is to be loaded anew if it
 * is another.
 *
 * @param vae an autoencoder instead of the model's own
 * @param loras merged into the weights
 * @param embeddings files and folders of textual inversions, the build's folder included; need not
 *     exist
 * @param safetyChecker whether pictures pass the model's safety checker, if it has one
 */
public record ModelExtensions(
    Optional<UsedFile> vae, List<MergedLora> loras, List<Path> embeddings, boolean safetyChecker) {

  /** None. */
  public static final ModelExtensions NONE =
      new ModelExtensions(Optional.empty(), List.of(), List.of(), true);

  /**
   * A LoRA, and how strongly it is merged.
   *
   * @param file where it is
   * @param weight 1 as trained
   */
  public record MergedLora(UsedFile file, double weight) {}

  /** Copies the lists. */
  public ModelExtensions {
    loras = List.copyOf(loras);
    embeddings = List.copyOf(embeddings);
  }

  /** Autoencoder and LoRAs. */
  public List<UsedFile> files() {
    return Stream.concat(vae.stream(), loras.stream().map(MergedLora::file)).toList();
  }
}
