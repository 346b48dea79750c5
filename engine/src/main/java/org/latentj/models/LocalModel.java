package org.latentj.models;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.models.known.KnownModels;
import org.latentj.models.source.ModelSource;

/**
 * A model that is on this machine and may be used.
 *
 * @param source how it was named
 * @param checkpoint its folder or file; empty for the model inside this library
 * @param tokenizer the tokenizer folder that goes with a single file, where one is known
 * @param revision the hub's commit, where there is one
 * @param license the identifier of a licence that binds its users, where one is known
 */
public record LocalModel(
    ModelSource source,
    Optional<Path> checkpoint,
    Optional<Path> tokenizer,
    Optional<String> revision,
    Optional<String> license) {

  /** A folder or file that is used where it is, with the licence that a known file has. */
  static LocalModel onDisk(ModelSource source, Path path) {
    return new LocalModel(
        source,
        Optional.of(path),
        Optional.empty(),
        Optional.empty(),
        KnownModels.ofLocalFile(path).map(model -> model.license().id()));
  }

  /** The same with that tokenizer folder. */
  LocalModel withTokenizer(Optional<Path> folder) {
    return new LocalModel(source, checkpoint, folder, revision, license);
  }
}
