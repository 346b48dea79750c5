package org.latentj.checkpoint.layout;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * UNet names of CompVis ({@code ldm/modules/diffusionmodules/openaimodel.py}) in those of diffusers
 * ({@code UNet2DConditionModel}). CompVis numbers the input and output blocks straight through the
 * levels: a level has {@code layers} blocks and, but for the last, one that changes the resolution.
 */
public final class CompVisUNet {
  /** What precedes every UNet name in a single file. */
  public static final String PREFIX = "model.diffusion_model.";

  private static final Pattern BLOCK =
      Pattern.compile("(input|output)_blocks\\.(\\d{1,4})\\.(\\d{1,4})\\.(.+)");
  private static final Pattern MIDDLE = Pattern.compile("middle_block\\.([012])\\.(.+)");
  private static final Pattern DOWNSAMPLER =
      Pattern.compile("input_blocks\\.(\\d{1,4})\\.0\\.op\\.weight");
  private static final Pattern INPUT = Pattern.compile("input_blocks\\.(\\d{1,4})\\..+");

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "time_embed.0", "time_embedding.linear_1",
          "time_embed.2", "time_embedding.linear_2",
          "time_embed.cond_proj", "time_embedding.cond_proj",
          "input_blocks.0.0", "conv_in",
          "out.0", "conv_norm_out",
          "out.2", "conv_out");

  private static final Map<String, String> RESNET =
      Map.of(
          "in_layers.0", "norm1",
          "in_layers.2", "conv1",
          "emb_layers.1", "time_emb_proj",
          "out_layers.0", "norm2",
          "out_layers.3", "conv2",
          "skip_connection", "conv_shortcut");

  private final int blocksPerLevel;

  private CompVisUNet(int blocksPerLevel) {
    this.blocksPerLevel = blocksPerLevel;
  }

  /** For a network with these names (without {@link #PREFIX}). */
  public static CompVisUNet of(Set<String> names) {
    int firstDownsampler = lowest(names, DOWNSAMPLER);
    // A single level has no downsampler: all its blocks are of that level.
    return new CompVisUNet(firstDownsampler == 0 ? highest(names, INPUT) + 1 : firstDownsampler);
  }

  /** diffusers' name of {@code name} (without {@link #PREFIX}), or {@code name} if unknown. */
  public String canonical(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return name;
    }
    String outside = OUTSIDE.get(name.substring(0, dot));
    if (outside != null) {
      return outside + name.substring(dot);
    }
    Matcher middle = MIDDLE.matcher(name);
    if (middle.matches()) {
      return middle(middle.group(1), middle.group(2), name);
    }
    Matcher block = BLOCK.matcher(name);
    return block.matches() ? block(block, name) : name;
  }

  private String middle(String position, String rest, String name) {
    return switch (position) {
      case "0" -> resnet("mid_block.resnets.0.", rest, name);
      case "1" -> "mid_block.attentions.0." + rest;
      default -> resnet("mid_block.resnets.1.", rest, name);
    };
  }

  private String block(Matcher parts, String name) {
    boolean input = parts.group(1).equals("input");
    int index = Integer.parseInt(parts.group(2)) - (input ? 1 : 0);
    String rest = parts.group(4);
    if (index < 0) {
      return name;
    }
    int layer = index % blocksPerLevel;
    String level = (input ? "down_blocks." : "up_blocks.") + index / blocksPerLevel;
    if (rest.startsWith("op.")) {
      return level + ".downsamplers.0.conv." + rest.substring("op.".length());
    }
    if (rest.startsWith("conv.")) {
      return level + ".upsamplers.0." + rest;
    }
    return parts.group(3).equals("0")
        ? resnet(level + ".resnets." + layer + ".", rest, name)
        : level + ".attentions." + layer + "." + rest;
  }

  private static String resnet(String prefix, String rest, String name) {
    int dot = rest.lastIndexOf('.');
    String part = dot < 0 ? null : RESNET.get(rest.substring(0, dot));
    return part == null ? name : prefix + part + rest.substring(dot);
  }

  private static int lowest(Set<String> names, Pattern pattern) {
    return names.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .mapToInt(m -> Integer.parseInt(m.group(1)))
        .min()
        .orElse(0);
  }

  private static int highest(Set<String> names, Pattern pattern) {
    return names.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .mapToInt(m -> Integer.parseInt(m.group(1)))
        .max()
        .orElse(0);
  }
}
