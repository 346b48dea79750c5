package org.latentj.maven.manifest;

import java.util.List;

/**
 * A manifest without mistakes.
 *
 * @param modelMark where the model is named
 * @param model the model of all its assets
 * @param assets in the order of the file; at least one
 */
public record Manifest(SourceMark modelMark, ModelFiles model, List<Asset> assets) {

  /** Copies the list. */
  public Manifest {
    assets = List.copyOf(assets);
  }
}
