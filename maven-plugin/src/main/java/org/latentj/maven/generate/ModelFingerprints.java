package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.manifest.NamedModel;
import org.latentj.models.LocalModel;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;

/**
 * Hashes what decides the pixels that models draw.
 *
 * @param hashes of files
 * @param embeddedModel tells the version of the engine's own
 * @param models where others are
 * @param variant of weight files that is preferred
 */
record ModelFingerprints(
    FileHashes hashes,
    Supplier<String> embeddedModel,
    ModelLocator models,
    Optional<String> variant) {

  /**
   * The hash of a model with its tokenizer and configuration.
   *
   * @param model empty for the engine's embedded one
   * @throws org.latentj.checkpoint.CheckpointException if this engine has none embedded
   * @throws NoSuchFileException if it is not on this machine
   */
  String of(Optional<NamedModel> model) throws IOException {
    if (model.isEmpty()) {
      return new Fingerprint().add("embedded model", embeddedModel.get()).toHex();
    }
    NamedModel named = model.get();
    Fingerprint fingerprint =
        new Fingerprint()
            .add("model", weights(named.source()))
            .add("tokenizer", ofOptional(named.tokenizer()))
            .add("config", ofOptional(named.config()));
    variant.ifPresent(name -> fingerprint.add("variant", name));
    return fingerprint.toHex();
  }

  /** The vocabulary that belongs to a published single file never changes, and does not count. */
  private String weights(ModelSource source) throws IOException {
    if (source instanceof LocalSource local) {
      return hashes.of(local.path());
    }
    Optional<LocalModel> found = models.find(source);
    if (found.isEmpty()) {
      throw new NoSuchFileException(source.text());
    }
    Optional<String> identity = models.identity(source);
    return identity.isPresent()
        ? identity.get()
        : hashes.of(found.get().checkpoint().orElseThrow());
  }

  private String ofOptional(Optional<Path> path) throws IOException {
    return path.isEmpty() ? "" : hashes.of(path.get());
  }
}
