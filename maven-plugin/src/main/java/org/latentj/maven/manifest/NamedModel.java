package org.latentj.maven.manifest;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;

/**
 * The model that a manifest names.
 *
 * @param source a file or folder, which exists if that was required (see {@link
 *     ReadOptions#modelsRequired()}), or a model of the hub or at an address, which may have to be
 *     fetched; never the embedded one
 * @param tokenizer a folder with {@code vocab.json} and {@code merges.txt}, if named
 * @param config a folder with the configuration files, if named
 */
public record NamedModel(ModelSource source, Optional<Path> tokenizer, Optional<Path> config) {

  /** Whether it is a file or folder, which nobody fetches. */
  public boolean isLocal() {
    return source instanceof LocalSource;
  }
}
