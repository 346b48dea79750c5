package org.latentj.checkpoint.layout;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ControlNet names of its authors ({@code cldm/cldm.py}) in those of diffusers ({@code
 * ControlNetModel}). The blocks are named as the UNet's are; the hint's embedding is one sequence
 * of convolutions with an activation after each, so that their numbers are even.
 */
public final class CompVisControlNet {
  /** What precedes every name where a file holds other networks, too. */
  public static final String PREFIX = "control_model.";

  private static final Pattern HINT = Pattern.compile("input_hint_block\\.(\\d{1,4})\\.(.+)");
  private static final Map<Pattern, String> OUTSIDE =
      Map.of(
          Pattern.compile("zero_convs\\.(\\d{1,4})\\.0\\.(.+)"), "controlnet_down_blocks.$1.$2",
          Pattern.compile("middle_block_out\\.0\\.(.+)"), "controlnet_mid_block.$1");

  private final CompVisUNet blocks;
  private final int lastHint;

  private CompVisControlNet(CompVisUNet blocks, int lastHint) {
    this.blocks = blocks;
    this.lastHint = lastHint;
  }

  /** For a network with these names (without {@link #PREFIX}). */
  public static CompVisControlNet of(Set<String> names) {
    int last =
        names.stream()
            .map(HINT::matcher)
            .filter(Matcher::matches)
            .mapToInt(m -> Integer.parseInt(m.group(1)))
            .max()
            .orElse(0);
    return new CompVisControlNet(CompVisUNet.of(names), last);
  }

  /** diffusers' name of {@code name} (without {@link #PREFIX}), or {@code name} if unknown. */
  public String canonical(String name) {
    Matcher hint = HINT.matcher(name);
    if (hint.matches()) {
      return hint(Integer.parseInt(hint.group(1)), hint.group(2), name);
    }
    for (Map.Entry<Pattern, String> outside : OUTSIDE.entrySet()) {
      Matcher matcher = outside.getKey().matcher(name);
      if (matcher.matches()) {
        return matcher.replaceFirst(outside.getValue());
      }
    }
    return blocks.canonical(name);
  }

  private String hint(int index, String rest, String name) {
    if (index % 2 != 0) {
      return name;
    }
    String part = "blocks." + (index / 2 - 1);
    if (index == 0) {
      part = "conv_in";
    } else if (index == lastHint) {
      part = "conv_out";
    }
    return "controlnet_cond_embedding." + part + "." + rest;
  }
}
