package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.model.ControlNetConfig;
import org.latentj.model.TextEncoderConfig;
import org.latentj.model.TextEncoderConfig.Activation;
import org.latentj.model.UNetConfig;
import org.latentj.model.VaeConfig;

/**
 * Reads the networks' dimensions off their tensors' shapes, for files that come without
 * configurations. Shapes do not tell the number of attention heads, the groups of the norms and the
 * activation: these are the published models' (8 heads, or 64 channels a head in 2.x; 32 groups;
 * QuickGELU, or GELU in 2.x).
 */
public final class Dimensions {
  /** Width of the conditioning in Stable Diffusion 2.x. */
  private static final int WIDTH_2 = 1024;

  /** By which Stable Diffusion 1.x and 2.x multiply their latents. */
  public static final double SCALING_FACTOR = 0.18215;

  private static final int NORM_GROUPS = 32;

  private Dimensions() {}

  /** The UNet's. */
  public static UNetConfig unet(Tensors tensors) throws IOException {
    UNetConfig config = unet(tensors, tensors.dimension("conv_out.weight", 0));
    String guidance = "time_embedding.cond_proj.weight";
    if (!tensors.has(guidance)) {
      return config;
    }
    int width = tensors.dimension(guidance, 1);
    if (width % 2 != 0 || width < 4) {
      throw new FormatException(
          tensors.file(),
          "%s expects a guidance scale of %d numbers, but they must be an even number of 4 or more"
              .formatted(guidance, width));
    }
    return config.withGuidanceWidth(width);
  }

  /** A ControlNet's. */
  public static ControlNetConfig controlNet(Tensors tensors) throws IOException {
    String embedding = "controlnet_cond_embedding.";
    List<Integer> widths = new ArrayList<>();
    widths.add(tensors.dimension(embedding + "conv_in.weight", 0));
    for (int i = 1; tensors.has(embedding + "blocks." + i + ".weight"); i += 2) {
      widths.add(tensors.dimension(embedding + "blocks." + i + ".weight", 0));
    }
    // What it would predict has no tensor here; nothing reads the number.
    UNetConfig network = unet(tensors, tensors.dimension("conv_in.weight", 1));
    int channels = tensors.dimension(embedding + "conv_in.weight", 1);
    return new ControlNetConfig(network, channels, widths, false);
  }

  private static UNetConfig unet(Tensors tensors, int outChannels) throws IOException {
    List<Integer> widths = widths(tensors, "down_blocks.%d.resnets.0.conv1.weight", "the UNet's");
    List<Boolean> cross = new ArrayList<>();
    for (int level = 0; level < widths.size(); level++) {
      cross.add(tensors.has("down_blocks." + level + ".attentions.0.proj_in.weight"));
    }
    String attention = "mid_block.attentions.0.";
    boolean linear = tensors.rank(attention + "proj_in.weight") == 2;
    int conditioning = tensors.dimension(attention + "transformer_blocks.0.attn2.to_k.weight", 1);
    boolean version2 = linear || conditioning == WIDTH_2;
    List<Integer> heads =
        widths.stream().map(width -> version2 ? Math.max(1, width / 64) : 8).toList();
    return UNetConfig.builder()
        .inChannels(tensors.dimension("conv_in.weight", 1))
        .outChannels(outChannels)
        .blockOutChannels(widths)
        .layersPerBlock(tensors.count("down_blocks.0.resnets.%d.conv1.weight"))
        .crossAttention(cross)
        .heads(heads)
        .transformerLayers(tensors.count(attention + "transformer_blocks.%d.attn1.to_q.weight"))
        .crossAttentionDim(conditioning)
        .normGroups(NORM_GROUPS)
        .linearProjection(linear)
        .build();
  }

  /** The autoencoder's. */
  public static VaeConfig vae(Tensors tensors) throws IOException {
    return new VaeConfig(
        tensors.dimension("encoder.conv_in.weight", 1),
        tensors.dimension("decoder.conv_in.weight", 1),
        widths(tensors, "encoder.down_blocks.%d.resnets.0.conv1.weight", "the autoencoder's"),
        tensors.count("encoder.down_blocks.0.resnets.%d.conv1.weight"),
        NORM_GROUPS,
        SCALING_FACTOR,
        tensors.has("quant_conv.weight"));
  }

  /** The text encoder's. */
  public static TextEncoderConfig textEncoder(Tensors tensors) throws IOException {
    String embeddings = "text_model.embeddings.";
    String layers = "text_model.encoder.layers.";
    int hidden = tensors.dimension(embeddings + "token_embedding.weight", 1);
    return new TextEncoderConfig(
        tensors.dimension(embeddings + "token_embedding.weight", 0),
        hidden,
        tensors.dimension(layers + "0.mlp.fc1.weight", 0),
        tensors.count(layers + "%d.mlp.fc1.weight"),
        Math.max(1, hidden / 64),
        tensors.dimension(embeddings + "position_embedding.weight", 0),
        hidden == WIDTH_2 ? Activation.GELU : Activation.QUICK_GELU,
        1e-5);
  }

  private static List<Integer> widths(Tensors tensors, String pattern, String whose)
      throws IOException {
    List<Integer> widths = new ArrayList<>();
    int levels = tensors.count(pattern);
    for (int level = 0; level < levels; level++) {
      int width = tensors.dimension(pattern.formatted(level), 0);
      if (width % NORM_GROUPS != 0) {
        throw new FormatException(
            tensors.file(),
            "%s level %d has %d channels, not a multiple of the usual %d norm groups; give a folder with its config.json"
                .formatted(whose, level, width, NORM_GROUPS));
      }
      widths.add(width);
    }
    if (widths.isEmpty()) {
      throw new FormatException(tensors.file(), "expected tensors named " + pattern);
    }
    return widths;
  }
}
