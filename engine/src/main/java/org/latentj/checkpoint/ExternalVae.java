package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.checkpoint.layout.DiffusersLayout;
import org.latentj.checkpoint.layout.SingleFileLayout;
import org.latentj.checkpoint.layout.Tensors;
import org.latentj.model.VaeConfig;
import org.latentj.model.VaeConfigReader;

/**
 * An autoencoder that takes the place of a checkpoint's own: a diffusers folder with {@code
 * config.json} (or a whole model's, which has one as {@code vae}), or a single file in CompVis'
 * names, with or without {@code first_stage_model.}, or in diffusers'.
 *
 * @param file where its weights are
 * @param tensors under diffusers' names
 * @param config its dimensions
 */
record ExternalVae(Path file, Tensors tensors, VaeConfig config) {

  /**
   * Opens an autoencoder.
   *
   * @param configs what the checkpoint says of its own, for files that come without configuration
   * @param latentChannels what the checkpoint's UNet makes
   */
  static ExternalVae open(
      Path path, List<String> variants, Configs configs, int latentChannels, OpenFiles files)
      throws IOException {
    ExternalVae vae =
        Files.isDirectory(path)
            ? folder(path, variants, configs, files)
            : file(path, configs, files);
    vae.checkLatents(configs.ownScalingFactor(), latentChannels);
    return vae;
  }

  private static ExternalVae folder(
      Path path, List<String> variants, Configs configs, OpenFiles files) throws IOException {
    Path inside = path.resolve("vae");
    Path folder = Files.isDirectory(inside) ? inside : path;
    Path weights = ComponentFile.choose(folder, variants);
    Tensors tensors = DiffusersLayout.vae(files.openBeside(weights));
    Path config = folder.resolve("config.json");
    return new ExternalVae(
        weights,
        tensors,
        Files.isRegularFile(config) ? VaeConfigReader.read(config) : configs.vae(tensors));
  }

  private static ExternalVae file(Path path, Configs configs, OpenFiles files) throws IOException {
    TensorFile file = files.openBeside(path);
    Tensors tensors = SingleFileLayout.vaeAlone(file);
    return new ExternalVae(path, tensors, configs.vae(tensors));
  }

  private void checkLatents(double scalingFactor, int latentChannels) throws FormatException {
    if (config.latentChannels() != latentChannels) {
      throw new FormatException(
          file,
          "this autoencoder has latents of %d channels, but the model makes %d"
              .formatted(config.latentChannels(), latentChannels));
    }
    if (config.scalingFactor() != scalingFactor) {
      throw new FormatException(
          file,
          "this autoencoder scales its latents by %s, but the model was trained with %s: it belongs to another kind of model (Stable Diffusion XL's has 0.13025)"
              .formatted(config.scalingFactor(), scalingFactor));
    }
  }
}
