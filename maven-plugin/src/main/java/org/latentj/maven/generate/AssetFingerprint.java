package org.latentj.maven.generate;

import java.io.IOException;
import java.util.SortedMap;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.AssetExtensions;
import org.latentj.maven.manifest.ControlInput;
import org.latentj.maven.manifest.InitImage;
import org.latentj.maven.manifest.ModelExtensions;
import org.latentj.maven.manifest.PictureFormat;
import org.latentj.maven.manifest.Selection;
import org.latentj.request.Acceleration;
import org.latentj.request.Settings;

/**
 * Hashes everything that decides an asset's pixels, and nothing else. The memory mode does not: the
 * engine may lower it by itself whenever memory runs out, and pictures differ in rounding only.
 */
public final class AssetFingerprint {
  /** Raise it when the same request begins to give other pixels or another file. */
  private static final int FORMAT = 2;

  /** The same for pictures of which a part is repainted. */
  private static final int SELECTION_FORMAT = 1;

  private final FileHashes hashes;
  private final EngineOptions options;
  private final String engine;

  AssetFingerprint(FileHashes hashes, EngineOptions options, String engine) {
    this.hashes = hashes;
    this.options = options;
    this.engine = engine;
  }

  /**
   * The keys of an asset. Names of input files do not count, their bytes do; nor does the output's
   * name.
   *
   * @param modelHash see {@link ModelFingerprints}
   * @param extensions see {@link ExtensionFiles#hashes}
   */
  AssetKeys of(Asset asset, String modelHash, SortedMap<String, String> extensions)
      throws IOException {
    String request = request(asset, hashes);
    Fingerprint picture =
        new Fingerprint()
            .add("engine", engine)
            .add("device", options.device())
            .add("precision", options.precision())
            .add("model", modelHash)
            .add("request", request);
    extensions.forEach(picture::add);
    return new AssetKeys(entry(asset, request), modelHash, extensions, picture.toHex());
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
            .add("settings", text(settings.toBuilder().negativePrompt("").build()))
            .add("size", asset.size());
    if (asset.init().isPresent()) {
      add(asset.init().get(), fingerprint, hashes);
    }
    add(asset.extensions(), fingerprint, hashes);
    return fingerprint.toHex();
  }

  /**
   * Adds nothing where nothing is extended, so that no picture is made anew. The bytes of weights
   * count in the picture's hash, as the model's do: this one is to be had without them.
   */
  private static void add(AssetExtensions extensions, Fingerprint fingerprint, FileHashes hashes)
      throws IOException {
    ModelExtensions model = extensions.model();
    model.vae().ifPresent(vae -> fingerprint.add("vae", vae.name()));
    model
        .loras()
        .forEach(lora -> fingerprint.add("lora", lora.file().name()).add("weight", lora.weight()));
    if (!model.safetyChecker()) {
      fingerprint.add("safety checker", "off");
    }
    for (ControlInput control : extensions.controls()) {
      fingerprint
          .add("control", control.network().name())
          .add("hint", hashes.of(control.image()))
          .add("preprocessing", control.preprocessing().name())
          .add("weight", control.weight())
          .add("start", control.start())
          .add("end", control.end())
          .add("guess", control.guess());
    }
  }

  /**
   * A guidance scale that is given stands there as it did before one could be left to the model,
   * and no watermark and no acceleration as it did before there were any.
   */
  private static String text(Settings settings) {
    return settings
        .toString()
        .replaceAll("guidanceScale=OptionalDouble\\[([^\\]]*)]", "guidanceScale=$1")
        .replace(", watermark=Optional.empty", "")
        .replace(", acceleration=" + Acceleration.NONE, "");
  }

  private static void add(InitImage init, Fingerprint fingerprint, FileHashes hashes)
      throws IOException {
    fingerprint.add("init", hashes.of(init.image()));
    if (init.selection().isEmpty()) {
      // As it was when a mask stood among these, so that no picture is made anew.
      fingerprint.add("mask", "").add("strength", init.strength()).add("fill", "ORIGINAL");
      return;
    }
    Selection selection = init.selection().get();
    fingerprint
        .add("selection", SELECTION_FORMAT)
        .add("mask", hashes.of(selection.mask()))
        .add("strength", init.strength())
        .add("fill", selection.fill().name())
        .add("composite", selection.composite().name())
        .add("grow", selection.grow())
        .add("feather", selection.feather())
        .add("context", selection.context());
  }
}
