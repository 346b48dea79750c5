package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;
import org.latentj.model.TextEncoderConfig.Activation;

/**
 * Reads {@code text_encoder/config.json}. Names and defaults are those of transformers' {@code
 * CLIPTextConfig} ({@code models/clip/configuration_clip.py}); a whole {@code CLIPConfig} is read
 * at its {@code text_config}.
 */
public final class TextEncoderConfigReader {

  private TextEncoderConfigReader() {}

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is malformed or describes another kind of network
   */
  public static TextEncoderConfig read(Path file) throws IOException {
    ConfigFile json = ConfigFile.read(file).inside("text_config");
    String kind = json.text("model_type", "clip_text_model");
    if (!kind.equals("clip_text_model") && !kind.equals("clip")) {
      throw json.wrong("model_type", "clip_text_model");
    }
    TextEncoderConfig config =
        new TextEncoderConfig(
            json.size("vocab_size", 49408),
            json.size("hidden_size", 512),
            json.size("intermediate_size", 2048),
            json.size("num_hidden_layers", 12),
            json.size("num_attention_heads", 8),
            json.size("max_position_embeddings", 77),
            activation(json),
            json.number("layer_norm_eps", 1e-5));
    if (config.heads() == 0 || config.hiddenSize() % config.heads() != 0) {
      throw json.wrong("num_attention_heads", "a divisor of hidden_size, " + config.hiddenSize());
    }
    return config;
  }

  static Activation activation(ConfigFile json) throws InvalidConfigException {
    return switch (json.text("hidden_act", "quick_gelu")) {
      case "quick_gelu" -> Activation.QUICK_GELU;
      case "gelu" -> Activation.GELU;
      default -> throw json.wrong("hidden_act", "quick_gelu or gelu");
    };
  }
}
