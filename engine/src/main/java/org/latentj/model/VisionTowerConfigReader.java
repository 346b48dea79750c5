package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads {@code safety_checker/config.json}, a {@code CLIPConfig} of transformers ({@code
 * models/clip/configuration_clip.py}): names and defaults are those of its {@code vision_config}.
 */
public final class VisionTowerConfigReader {
  private VisionTowerConfigReader() {}

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is malformed or describes another kind of network
   */
  public static VisionTowerConfig read(Path file) throws IOException {
    ConfigFile whole = ConfigFile.read(file);
    ConfigFile json =
        whole.inside(whole.has("vision_config") ? "vision_config" : "vision_config_dict");
    String kind = json.text("model_type", "clip_vision_model");
    if (!kind.equals("clip_vision_model") && !kind.equals("clip")) {
      throw json.wrong("model_type", "clip_vision_model");
    }
    json.require("num_channels", "3");
    VisionTowerConfig config =
        new VisionTowerConfig(
            json.size("image_size", 224),
            json.size("patch_size", 32),
            json.size("hidden_size", 768),
            json.size("intermediate_size", 3072),
            json.size("num_hidden_layers", 12),
            json.size("num_attention_heads", 12),
            TextEncoderConfigReader.activation(json),
            json.number("layer_norm_eps", 1e-5),
            whole.size("projection_dim", 512));
    if (config.heads() == 0 || config.hiddenSize() % config.heads() != 0) {
      throw json.wrong("num_attention_heads", "a divisor of hidden_size, " + config.hiddenSize());
    }
    if (config.patchSize() == 0 || config.grid() == 0) {
      throw json.wrong("patch_size", "from 1 to image_size, " + config.imageSize());
    }
    return config;
  }
}
