package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads {@code vae/config.json}. Names and defaults are those of diffusers' {@code AutoencoderKL}
 * ({@code models/autoencoders/autoencoder_kl.py}).
 */
public final class VaeConfigReader {

  private VaeConfigReader() {}

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is malformed or describes another kind of network
   */
  public static VaeConfig read(Path file) throws IOException {
    ConfigFile json = ConfigFile.read(file);
    json.require("_class_name", "AutoencoderKL");
    json.require("act_fn", "silu");
    json.require("mid_block_add_attention", "true");
    json.requireAbsent("shift_factor", "latents_mean", "latents_std");
    for (String block : json.texts("down_block_types", List.of("DownEncoderBlock2D"))) {
      if (!block.equals("DownEncoderBlock2D")) {
        throw json.wrong("down_block_types", "made of DownEncoderBlock2D");
      }
    }
    boolean quant = json.flag("use_quant_conv", true);
    if (quant != json.flag("use_post_quant_conv", true)) {
      throw json.wrong("use_post_quant_conv", "the same as use_quant_conv");
    }
    VaeConfig config =
        new VaeConfig(
            json.size("in_channels", 3),
            json.size("latent_channels", 4),
            json.sizes("block_out_channels", List.of(64)),
            json.size("layers_per_block", 1),
            json.size("norm_num_groups", 32),
            json.number("scaling_factor", 0.18215),
            quant);
    check(json, config);
    return config;
  }

  private static void check(ConfigFile json, VaeConfig config) throws InvalidConfigException {
    int groups = config.normGroups();
    for (int width : config.blockOutChannels()) {
      if (groups == 0 || width == 0 || width % groups != 0) {
        throw json.wrong("block_out_channels", "multiples of norm_num_groups, " + groups);
      }
    }
    if (config.scalingFactor() <= 0) {
      throw json.wrong("scaling_factor", "above 0");
    }
    if (config.layersPerBlock() == 0) {
      throw json.wrong("layers_per_block", "1 or more");
    }
  }
}
