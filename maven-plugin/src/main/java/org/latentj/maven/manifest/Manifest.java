package org.latentj.maven.manifest;

import java.util.List;
import java.util.Optional;

/**
 * A manifest without mistakes.
 *
 * @param modelMark where the model is named, or where the manifest begins
 * @param model the model of all its assets; empty for the engine's embedded one
 * @param assets in the order of the file; at least one
 */
public record Manifest(SourceMark modelMark, Optional<ModelFiles> model, List<Asset> assets) {

  /** Copies the list. */
  public Manifest {
    assets = List.copyOf(assets);
  }
}
