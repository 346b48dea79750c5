package org.latentj.maven.manifest;

import java.util.List;

/**
 * What changes an asset's picture besides its request and its model.
 *
 * @param model what extends the model
 * @param loras that its prompt asks for, each once
 * @param controls ControlNets that guide it
 */
public record AssetExtensions(
    ModelExtensions model, List<UsedFile> loras, List<ControlInput> controls) {

  /** Nothing. */
  public static final AssetExtensions NONE =
      new AssetExtensions(ModelExtensions.NONE, List.of(), List.of());

  /** Copies the lists. */
  public AssetExtensions {
    loras = List.copyOf(loras);
    controls = List.copyOf(controls);
  }
}
