package org.latentj.checkpoint.layout;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Autoencoder names of CompVis ({@code ldm/modules/diffusionmodules/model.py}) in those of
 * diffusers ({@code AutoencoderKL}). CompVis numbers the decoder's levels from the image inwards,
 * diffusers from the latents outwards.
 */
public final class CompVisVae {
  /** What precedes every autoencoder name in a single file. */
  public static final String PREFIX = "first_stage_model.";

  private static final Pattern LEVEL =
      Pattern.compile("(encoder\\.down|decoder\\.up)\\.(\\d{1,4})\\.(.+)");
  private static final Pattern BLOCK = Pattern.compile("block\\.(\\d{1,4}\\..+)");
  private static final Pattern SAMPLER = Pattern.compile("(down|up)sample\\.(conv\\..+)");
  private static final Pattern MIDDLE =
      Pattern.compile("(encoder|decoder)\\.mid\\.(block_1|block_2|attn_1)\\.(.+)");

  private static final Map<String, String> ATTENTION =
      Map.of("norm", "group_norm", "q", "to_q", "k", "to_k", "v", "to_v", "proj_out", "to_out.0");

  private final int levels;

  private CompVisVae(int levels) {
    this.levels = levels;
  }

  /** For a network with these names (without {@link #PREFIX}). */
  public static CompVisVae of(Set<String> names) {
    return new CompVisVae(
        names.stream()
            .map(LEVEL::matcher)
            .filter(m -> m.matches() && m.group(1).equals("decoder.up"))
            .mapToInt(m -> Integer.parseInt(m.group(2)) + 1)
            .max()
            .orElse(0));
  }

  /** diffusers' name of {@code name} (without {@link #PREFIX}), or {@code name} if unknown. */
  public String canonical(String name) {
    Matcher level = LEVEL.matcher(name);
    if (level.matches()) {
      return level(level, name);
    }
    Matcher middle = MIDDLE.matcher(name);
    if (middle.matches()) {
      return middle(middle, name);
    }
    return name.replaceFirst("^(encoder|decoder)\\.norm_out\\.", "$1.conv_norm_out.");
  }

  private String level(Matcher parts, String name) {
    boolean down = parts.group(1).equals("encoder.down");
    int index = Integer.parseInt(parts.group(2));
    String prefix =
        down ? "encoder.down_blocks." + index : "decoder.up_blocks." + (levels - 1 - index);
    Matcher block = BLOCK.matcher(parts.group(3));
    if (block.matches()) {
      return prefix + ".resnets." + block.group(1).replace(".nin_shortcut.", ".conv_shortcut.");
    }
    Matcher sampler = SAMPLER.matcher(parts.group(3));
    return sampler.matches()
        ? prefix + "." + sampler.group(1) + "samplers.0." + sampler.group(2)
        : name;
  }

  private static String middle(Matcher parts, String name) {
    String prefix = parts.group(1) + ".mid_block.";
    String rest = parts.group(3);
    return switch (parts.group(2)) {
      case "block_1" -> prefix + "resnets.0." + rest;
      case "block_2" -> prefix + "resnets.1." + rest;
      default -> {
        int dot = rest.lastIndexOf('.');
        String part = dot < 0 ? null : ATTENTION.get(rest.substring(0, dot));
        yield part == null ? name : prefix + "attentions.0." + part + rest.substring(dot);
      }
    };
  }
}
