package org.latentj.benchmark;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.model.ModelConfig;
import org.latentj.tensor.Shape;

/**
 * diffusers' tensor names in those of CompVis' single files ({@code
 * ldm/modules/diffusionmodules/openaimodel.py} and {@code model.py}): the inverse of what the
 * checkpoint reader does.
 */
final class CompVisNames {
  private static final Pattern UNET_BLOCK =
      Pattern.compile(
          "(down|up)_blocks\\.(\\d+)\\.(resnets|attentions|\\w+samplers)\\.(\\d+)\\.(.+)");
  private static final Pattern VAE_BLOCK =
      Pattern.compile(
          "(encoder\\.down|decoder\\.up)_blocks\\.(\\d+)\\.(resnets|\\w+samplers)\\.(.+)");
  private static final Pattern VAE_ATTENTION = Pattern.compile(".*\\.attentions\\.0\\.to_.*weight");

  private static final Map<String, String> UNET_OUTSIDE =
      Map.of(
          "time_embedding.linear_1", "time_embed.0",
          "time_embedding.linear_2", "time_embed.2",
          "conv_in", "input_blocks.0.0",
          "conv_norm_out", "out.0",
          "conv_out", "out.2");

  private static final Map<String, String> RESNET =
      Map.of(
          "norm1", "in_layers.0",
          "conv1", "in_layers.2",
          "time_emb_proj", "emb_layers.1",
          "norm2", "out_layers.0",
          "conv2", "out_layers.3",
          "conv_shortcut", "skip_connection");

  private final ModelConfig config;

  CompVisNames(ModelConfig config) {
    this.config = config;
  }

  String textEncoder(String name) {
    return "cond_stage_model.transformer." + name;
  }

  String unet(String name) {
    return "model.diffusion_model." + unetSuffix(name);
  }

  private String unetSuffix(String name) {
    if (name.startsWith("mid_block.resnets.")) {
      boolean first = name.charAt("mid_block.resnets.".length()) == '0';
      String rest = name.substring("mid_block.resnets.0.".length());
      return (first ? "middle_block.0." : "middle_block.2.") + renamed(rest, RESNET);
    }
    if (name.startsWith("mid_block.")) {
      return name.replace("mid_block.attentions.0.", "middle_block.1.");
    }
    Matcher block = UNET_BLOCK.matcher(name);
    return block.matches() ? unetBlock(block) : renamed(name, UNET_OUTSIDE);
  }

  /** Blocks are numbered through all levels; the last of a level changes the resolution. */
  private String unetBlock(Matcher parts) {
    boolean down = parts.group(1).equals("down");
    int level = Integer.parseInt(parts.group(2));
    int index = Integer.parseInt(parts.group(4));
    int perLevel = config.unet().layersPerBlock() + 1;
    String rest = parts.group(5);
    String blocks = down ? "input_blocks." : "output_blocks.";
    int first = level * perLevel + (down ? 1 : 0);
    return switch (parts.group(3)) {
      case "resnets" -> blocks + (first + index) + ".0." + renamed(rest, RESNET);
      case "attentions" -> blocks + (first + index) + ".1." + rest;
      case "downsamplers" -> blocks + (first + perLevel - 1) + ".0." + rest.replace("conv", "op");
      default -> {
        int mirrored = config.unet().levels() - 1 - level;
        int position = config.unet().crossAttention().get(mirrored) ? 2 : 1;
        yield blocks + (first + perLevel - 1) + "." + position + "." + rest;
      }
    };
  }

  String vae(String name) {
    Matcher block = VAE_BLOCK.matcher(name);
    String renamed = block.matches() ? vaeBlock(block) : name;
    return "first_stage_model."
        + renamed
            .replace("mid_block.resnets.0", "mid.block_1")
            .replace("mid_block.resnets.1", "mid.block_2")
            .replace("mid_block.attentions.0.group_norm", "mid.attn_1.norm")
            .replace("mid_block.attentions.0.to_out.0", "mid.attn_1.proj_out")
            .replace("mid_block.attentions.0.to_", "mid.attn_1.")
            .replace("conv_shortcut", "nin_shortcut")
            .replace("conv_norm_out", "norm_out");
  }

  /** The decoder's levels are numbered from the image inwards. */
  private String vaeBlock(Matcher parts) {
    boolean down = parts.group(1).startsWith("encoder");
    int level = Integer.parseInt(parts.group(2));
    int levels = config.vae().blockOutChannels().size();
    String prefix = parts.group(1) + "." + (down ? level : levels - 1 - level) + ".";
    return switch (parts.group(3)) {
      case "resnets" -> prefix + "block." + parts.group(4);
      case "downsamplers" -> prefix + "downsample." + parts.group(4).substring("0.".length());
      default -> prefix + "upsample." + parts.group(4).substring("0.".length());
    };
  }

  /** The VAE's attention is made of 1x1 convolutions there. */
  static Shape storedShape(String name, Shape shape) {
    boolean vaeAttention =
        VAE_ATTENTION.matcher(name).matches() && name.contains("coder.mid_block");
    return vaeAttention ? Shape.of(shape.dimension(0), shape.dimension(1), 1, 1) : shape;
  }

  private static String renamed(String name, Map<String, String> parts) {
    int dot = name.lastIndexOf('.');
    return parts.getOrDefault(name.substring(0, dot), name.substring(0, dot)) + name.substring(dot);
  }
}
