package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a ControlNet's {@code config.json}. Names and defaults are those of diffusers' {@code
 * ControlNetModel} ({@code models/controlnets/controlnet.py}).
 */
public final class ControlNetConfigReader {

  private ControlNetConfigReader() {}

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is malformed or describes another kind of network
   */
  public static ControlNetConfig read(Path file) throws IOException {
    ConfigFile json = ConfigFile.read(file);
    json.require("_class_name", "ControlNetModel");
    json.requireAbsent("global_pool_conditions", "time_cond_proj_dim");
    UNetConfigReader.refuseOtherNetworks(json);
    UNetConfig network = UNetConfigReader.read(json, UNetConfigReader.crossAttentionDown(json));
    String order = json.text("controlnet_conditioning_channel_order", "rgb");
    if (!order.equals("rgb") && !order.equals("bgr")) {
      throw json.wrong("controlnet_conditioning_channel_order", "rgb or bgr");
    }
    List<Integer> embedding =
        json.sizes("conditioning_embedding_out_channels", List.of(16, 32, 96, 256));
    if (embedding.contains(0)) {
      throw json.wrong("conditioning_embedding_out_channels", "positive numbers");
    }
    return new ControlNetConfig(
        network, json.size("conditioning_channels", 3), embedding, order.equals("bgr"));
  }
}
