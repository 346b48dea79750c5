package org.latentj.extend.lora;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells LoRAs for models that this engine does not run, by names that only those have. */
final class OtherLoras {
  private static final Pattern XL =
      Pattern.compile(
          "(lora_te[12]_|text_encoder_2\\.|conditioner\\.).*"
              // Stable Diffusion 1.x and 2.x have one transformer block in an attention.
              + "|.*(?:attentions|blocks_\\d{1,2})[._]\\d[._]transformer_blocks[._][1-9].*");
  private static final Pattern TRANSFORMER =
      Pattern.compile(
          "(lora_transformer_|transformer\\.|lora_unet_double_blocks_|lora_unet_single_blocks_|"
              + "lora_unet_joint_blocks_|diffusion_model\\.).*");

  private OtherLoras() {}

  /** What the LoRA was made for; empty if it may be for a model of this engine. */
  static Optional<String> kind(Set<String> names, Map<String, String> remarks) {
    String said = remarks.getOrDefault("ss_base_model_version", "");
    boolean xl = said.startsWith("sdxl") || names.stream().anyMatch(n -> XL.matcher(n).matches());
    if (xl) {
      return Optional.of("Stable Diffusion XL");
    }
    return names.stream().anyMatch(name -> TRANSFORMER.matcher(name).matches())
        ? Optional.of("a diffusion transformer such as Stable Diffusion 3 or Flux")
        : Optional.empty();
  }
}
