package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A manifest without mistakes.
 *
 * @param files that it was read from: itself and those that it extends
 * @param modelMark where the model is named, or where the manifest begins
 * @param model the model of all its assets; empty for the engine's embedded one
 * @param license the licence of the model, if the manifest states one
 * @param assets in the order of the file; at least one
 * @param sheets pictures made of them
 */
public record Manifest(
    List<Path> files,
    SourceMark modelMark,
    Optional<NamedModel> model,
    Optional<String> license,
    List<Asset> assets,
    List<SpriteSheet> sheets) {

  /** Copies the lists. */
  public Manifest {
    files = List.copyOf(files);
    assets = List.copyOf(assets);
    sheets = List.copyOf(sheets);
  }
}
