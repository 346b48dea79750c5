package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.latentj.StableDiffusion;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.ModelFiles;
import org.latentj.request.Settings;

/** Hashes everything that decides an asset's pixels, and nothing else. */
final class AssetFingerprint {
  /** Raise it when the same request begins to give other pixels or another file. */
  private static final int FORMAT = 1;

  private final FileHashes hashes;
  private final EngineOptions options;
  private final Supplier<String> embeddedModel;
  private final String engineVersion;

  AssetFingerprint(FileHashes hashes, EngineOptions options, Supplier<String> embeddedModel) {
    this(hashes, options, embeddedModel, StableDiffusion.version());
  }

  AssetFingerprint(
      FileHashes hashes,
      EngineOptions options,
      Supplier<String> embeddedModel,
      String engineVersion) {
    this.hashes = hashes;
    this.options = options;
    this.embeddedModel = embeddedModel;
    this.engineVersion = engineVersion;
  }

  /**
   * The fingerprint of an asset. Names of input files do not count, their bytes do; nor does the
   * output's name.
   *
   * @param modelHash see {@link #ofModel}
   */
  String of(Asset asset, String modelHash) throws IOException {
    Settings settings = asset.settings();
    Fingerprint fingerprint =
        new Fingerprint()
            .add("format", FORMAT)
            .add("engine", engineVersion)
            .add("device", options.device())
            .add("precision", options.precision())
            .add("model", modelHash)
            .add("prompt", asset.prompt())
            .add("negative prompt", settings.negativePrompt())
            .add("settings", settings.toBuilder().negativePrompt("").build())
            .add("size", asset.size());
    if (asset.init().isPresent()) {
      var init = asset.init().get();
      fingerprint
          .add("init", hashes.of(init.image()))
          .add("mask", ofOptional(init.mask()))
          .add("strength", init.strength())
          .add("fill", init.fill());
    }
    return fingerprint.toHex();
  }

  /**
   * The hash of a model with its tokenizer and configuration.
   *
   * @param model empty for the engine's embedded one
   * @throws org.latentj.checkpoint.CheckpointException if this engine has none embedded
   */
  String ofModel(Optional<ModelFiles> model) throws IOException {
    if (model.isEmpty()) {
      return new Fingerprint().add("embedded model", embeddedModel.get()).toHex();
    }
    ModelFiles files = model.get();
    return new Fingerprint()
        .add("model", hashes.of(files.model()))
        .add("tokenizer", ofOptional(files.tokenizer()))
        .add("config", ofOptional(files.config()))
        .toHex();
  }

  private String ofOptional(Optional<Path> path) throws IOException {
    return path.isEmpty() ? "" : hashes.of(path.get());
  }
}
