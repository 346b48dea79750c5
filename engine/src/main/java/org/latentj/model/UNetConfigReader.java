package org.latentj.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads {@code unet/config.json}. Names and defaults are those of diffusers' {@code
 * UNet2DConditionModel} ({@code models/unets/unet_2d_condition.py}).
 */
public final class UNetConfigReader {
  private static final String CROSS_DOWN = "CrossAttnDownBlock2D";
  private static final String CROSS_UP = "CrossAttnUpBlock2D";

  private UNetConfigReader() {}

  /**
   * Reads the file.
   *
   * @throws InvalidConfigException if it is malformed or describes another kind of network
   */
  public static UNetConfig read(Path file) throws IOException {
    ConfigFile json = ConfigFile.read(file);
    json.require("_class_name", "UNet2DConditionModel");
    refuseOtherNetworks(json);
    List<Boolean> down = crossAttentionDown(json);
    UNetConfig config = read(json, down).withGuidanceWidth(guidanceWidth(json));
    requireMirrored(json, down);
    return config;
  }

  /** The part of a configuration that a UNet and a ControlNet have in common. */
  static UNetConfig read(ConfigFile json, List<Boolean> crossAttention)
      throws InvalidConfigException {
    List<Integer> widths = json.sizes("block_out_channels", List.of(320, 640, 1280, 1280));
    int levels = widths.size();
    if (crossAttention.size() != levels) {
      throw json.wrong("down_block_types", levels + " names, one for each level");
    }
    String headsKey =
        json.has("num_attention_heads") ? "num_attention_heads" : "attention_head_dim";
    UNetConfig config =
        UNetConfig.builder()
            .inChannels(json.size("in_channels", 4))
            .outChannels(json.size("out_channels", 4))
            .blockOutChannels(widths)
            .layersPerBlock(uniform(json, "layers_per_block", 2, levels))
            .crossAttention(crossAttention)
            .heads(json.sizes(headsKey, 8, levels))
            .transformerLayers(uniform(json, "transformer_layers_per_block", 1, levels))
            .crossAttentionDim(uniform(json, "cross_attention_dim", 1280, levels))
            .normGroups(json.size("norm_num_groups", 32))
            .normEps(json.number("norm_eps", 1e-5))
            .linearProjection(json.flag("use_linear_projection", false))
            .flipSinToCos(json.flag("flip_sin_to_cos", true))
            .freqShift(json.number("freq_shift", 0))
            .sampleSize(json.size("sample_size", 64))
            .build();
    check(json, config, headsKey);
    return config;
  }

  static void refuseOtherNetworks(ConfigFile json) throws InvalidConfigException {
    json.require("act_fn", "silu");
    json.require("resnet_time_scale_shift", "default");
    json.require("time_embedding_type", "positional");
    json.require("mid_block_type", "UNetMidBlock2DCrossAttn");
    json.require("attention_type", "default");
    json.require("downsample_padding", "1");
    json.require("conv_in_kernel", "3");
    json.require("conv_out_kernel", "3");
    json.requireAbsent(
        "addition_embed_type",
        "center_input_sample",
        "class_embed_type",
        "class_embeddings_concat",
        "cross_attention_norm",
        "dual_cross_attention",
        "encoder_hid_dim",
        "encoder_hid_dim_type",
        "mid_block_only_cross_attention",
        "num_class_embeds",
        "only_cross_attention",
        "projection_class_embeddings_input_dim",
        "resnet_skip_time_act",
        "reverse_transformer_layers_per_block",
        "time_embedding_act_fn",
        "time_embedding_dim",
        "timestep_post_act");
  }

  private static int guidanceWidth(ConfigFile json) throws InvalidConfigException {
    int width = json.size("time_cond_proj_dim", 0);
    if (width % 2 != 0 || width == 2) {
      throw json.wrong("time_cond_proj_dim", "an even number of 4 or more");
    }
    return width;
  }

  private static int uniform(ConfigFile json, String key, int otherwise, int levels)
      throws InvalidConfigException {
    List<Integer> values = json.sizes(key, otherwise, levels);
    if (values.stream().distinct().count() != 1) {
      throw json.wrong(key, "the same for all levels");
    }
    return values.get(0);
  }

  /** For each down level, whether it holds transformer blocks. */
  static List<Boolean> crossAttentionDown(ConfigFile json) throws InvalidConfigException {
    return kinds(
        json,
        "down_block_types",
        CROSS_DOWN,
        List.of(CROSS_DOWN, CROSS_DOWN, CROSS_DOWN, "DownBlock2D"));
  }

  private static void requireMirrored(ConfigFile json, List<Boolean> down)
      throws InvalidConfigException {
    List<Boolean> up =
        kinds(json, "up_block_types", CROSS_UP, List.of("UpBlock2D", CROSS_UP, CROSS_UP, CROSS_UP));
    List<Boolean> mirrored = new ArrayList<>(up);
    Collections.reverse(mirrored);
    if (!mirrored.equals(down)) {
      throw json.wrong("up_block_types", "the mirror image of down_block_types");
    }
  }

  private static List<Boolean> kinds(
      ConfigFile json, String key, String cross, List<String> otherwise)
      throws InvalidConfigException {
    String plain = cross.replace("CrossAttn", "");
    List<Boolean> kinds = new ArrayList<>();
    for (String name : json.texts(key, otherwise)) {
      if (!name.equals(cross) && !name.equals(plain)) {
        throw json.wrong(key, "made of " + cross + " and " + plain);
      }
      kinds.add(name.equals(cross));
    }
    return kinds;
  }

  private static void check(ConfigFile json, UNetConfig config, String headsKey)
      throws InvalidConfigException {
    int groups = config.normGroups();
    for (int level = 0; level < config.levels(); level++) {
      int width = config.blockOutChannels().get(level);
      if (groups == 0 || width == 0 || width % groups != 0) {
        throw json.wrong("block_out_channels", "multiples of norm_num_groups, " + groups);
      }
      int heads = config.heads().get(level);
      if (heads == 0 || width % heads != 0) {
        throw json.wrong(headsKey, "a divisor of the level's channels, " + width);
      }
    }
    if (config.layersPerBlock() == 0) {
      throw json.wrong("layers_per_block", "1 or more");
    }
  }
}
