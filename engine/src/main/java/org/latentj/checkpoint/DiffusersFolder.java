package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.latentj.checkpoint.CheckpointOptions.Ema;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.checkpoint.layout.DiffusersLayout;
import org.latentj.checkpoint.layout.Tensors;
import org.latentj.model.ModelConfig;
import org.latentj.model.UNetConfig;

/** Reads a checkpoint in diffusers' folder layout. */
final class DiffusersFolder {
  /** diffusers' variant name for weights that were not averaged. */
  private static final String NON_EMA = "non_ema";

  private final Path folder;
  private final CheckpointOptions options;
  private final OpenFiles files;

  private DiffusersFolder(Path folder, CheckpointOptions options, OpenFiles files) {
    this.folder = folder;
    this.options = options;
    this.files = files;
  }

  static Contents read(Path folder, CheckpointOptions options, OpenFiles files) throws IOException {
    return new DiffusersFolder(folder, options, files).read();
  }

  private Contents read() throws IOException {
    for (String part : List.of("unet", "vae", "text_encoder")) {
      if (!Files.isDirectory(folder.resolve(part))) {
        throw new FormatException(
            folder, "expected a diffusers model but there is no folder " + part);
      }
    }
    List<Path> configFolders = new ArrayList<>();
    options.configFolder().ifPresent(configFolders::add);
    configFolders.add(folder);
    Configs configs = new Configs(configFolders, options);
    Tensors unet = DiffusersLayout.unet(open("unet", unetVariants()));
    Tensors vae = DiffusersLayout.vae(open("vae", variants()));
    Tensors text = DiffusersLayout.textEncoder(open("text_encoder", variants()));
    UNetConfig unetConfig = configs.unet(unet);
    ModelFamily family = ModelFamily.of(unetConfig, folder);
    ModelConfig config =
        new ModelConfig(
            configs.textEncoder(text),
            unetConfig,
            configs.vae(vae),
            configs.noiseSchedule(family, Map.of(), Set.of()),
            0);
    return new Contents(
        config,
        family,
        family.title() + ", diffusers folder",
        new StoredWeights("UNet", unet),
        new StoredWeights("VAE", vae),
        new StoredWeights("text encoder", text),
        configs.tokenizerFolder(),
        configs.index());
  }

  private TensorFile open(String part, List<String> variants) throws IOException {
    return files.open(ComponentFile.choose(folder.resolve(part), variants));
  }

  private List<String> variants() {
    return variants(options);
  }

  /** Variants to take, best first; the plain file and half precision hold the same weights. */
  static List<String> variants(CheckpointOptions options) {
    List<String> variants = new ArrayList<>();
    options.variant().ifPresent(variants::add);
    variants.addAll(List.of("", "fp16", "bf16"));
    return variants;
  }

  private List<String> unetVariants() {
    List<String> variants = variants();
    // Where there is a choice, the plain file of the UNet has the averaged weights.
    variants.add(options.ema() == Ema.NON_EMA ? 0 : variants.size(), NON_EMA);
    return variants;
  }
}
