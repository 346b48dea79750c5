package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.ModelFiles;
import org.latentj.maven.manifest.PictureFormat;
import org.latentj.request.Settings;

/** Hashes everything that decides an asset's pixels, and nothing else. */
public final class AssetFingerprint {
  /** Raise it when the same request begins to give other pixels or another file. */
  private static final int FORMAT = 2;

  private final FileHashes hashes;
  private final EngineOptions options;
  private final Supplier<String> embeddedModel;
  private final String engine;

  AssetFingerprint(
      FileHashes hashes, EngineOptions options, Supplier<String> embeddedModel, String engine) {
    this.hashes = hashes;
    this.options = options;
    this.embeddedModel = embeddedModel;
    this.engine = engine;
  }

  /**
   * The keys of an asset. Names of input files do not count, their bytes do; nor does the output's
   * name.
   *
   * @param modelHash see {@link #ofModel}
   */
  AssetKeys of(Asset asset, String modelHash) throws IOException {
    String request = request(asset, hashes);
    String picture =
        new Fingerprint()
            .add("engine", engine)
            .add("device", options.device())
            .add("precision", options.precision())
            .add("model", modelHash)
            .add("request", request)
            .toHex();
    return new AssetKeys(entry(asset, request), modelHash, picture);
  }

  /** Hashes what a manifest says of an asset, which needs no model. */
  public static String entry(Asset asset, FileHashes hashes) throws IOException {
    return entry(asset, request(asset, hashes));
  }

  private static String entry(Asset asset, String request) {
    return new Fingerprint()
        .add("request", request)
        .add("options", asset.options())
        .add("format", PictureFormat.of(asset.output()))
        .toHex();
  }

  private static String request(Asset asset, FileHashes hashes) throws IOException {
    Settings settings = asset.settings();
    Fingerprint fingerprint =
        new Fingerprint()
            .add("format", FORMAT)
            .add("prompt", asset.prompt())
            .add("negative prompt", settings.negativePrompt())
            .add("settings", settings.toBuilder().negativePrompt("").build())
            .add("size", asset.size());
    if (asset.init().isPresent()) {
      var init = asset.init().get();
      fingerprint
          .add("init", hashes.of(init.image()))
          .add("mask", ofOptional(init.mask(), hashes))
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
   * @throws java.nio.file.NoSuchFileException if a file is not there
   */
  String ofModel(Optional<ModelFiles> model) throws IOException {
    return ofModel(model, hashes, embeddedModel);
  }

  /** As {@link #ofModel(Optional)}. */
  public static String ofModel(
      Optional<ModelFiles> model, FileHashes hashes, Supplier<String> embeddedModel)
      throws IOException {
    if (model.isEmpty()) {
      return new Fingerprint().add("embedded model", embeddedModel.get()).toHex();
    }
    ModelFiles files = model.get();
    return new Fingerprint()
        .add("model", hashes.of(files.model()))
        .add("tokenizer", ofOptional(files.tokenizer(), hashes))
        .add("config", ofOptional(files.config(), hashes))
        .toHex();
  }

  private static String ofOptional(Optional<Path> path, FileHashes hashes) throws IOException {
    return path.isEmpty() ? "" : hashes.of(path.get());
  }
}
