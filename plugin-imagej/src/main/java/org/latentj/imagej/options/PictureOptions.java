package org.latentj.imagej.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.extend.Extensions;
import org.latentj.models.LibrarySettings;

/**
 * What extends models, and what becomes of their pictures.
 *
 * @param loraFolder where LoRAs of prompts are looked for; need not exist
 * @param embeddingsFolder textual inversions; empty for the usual folder, if there is one
 * @param controlFolder ControlNets; need not exist
 * @param vae another autoencoder than the models' own, which the embedded model keeps
 * @param safetyChecker whether pictures pass the safety checker that a model brings
 * @param watermark whether whole pictures carry the original scripts' invisible watermark
 */
public record PictureOptions(
    Path loraFolder,
    Optional<Path> embeddingsFolder,
    Path controlFolder,
    Optional<Path> vae,
    boolean safetyChecker,
    boolean watermark) {

  /** The usual folders, with the safety checker, without a watermark. */
  public static PictureOptions defaults() {
    return new PictureOptions(
        defaultLoraFolder(),
        Optional.empty(),
        defaultControlFolder(),
        Optional.empty(),
        true,
        false);
  }

  /** {@code lora} in the folder that all programs with this library share. */
  public static Path defaultLoraFolder() {
    return LibrarySettings.ownFolder().resolve("lora");
  }

  /** The folder of textual inversions that is used; empty if none is named and none is there. */
  public Optional<Path> embeddings() {
    return embeddingsFolder.or(
        () -> Optional.of(defaultEmbeddingsFolder()).filter(Files::isDirectory));
  }

  /** {@code embeddings} beside {@link #defaultLoraFolder}. */
  public static Path defaultEmbeddingsFolder() {
    return LibrarySettings.ownFolder().resolve("embeddings");
  }

  /** {@code controlnet} beside {@link #defaultLoraFolder}. */
  public static Path defaultControlFolder() {
    return LibrarySettings.ownFolder().resolve("controlnet");
  }

  Extensions extensions() {
    return new Extensions(List.of(), Optional.of(loraFolder), embeddings().stream().toList());
  }
}
