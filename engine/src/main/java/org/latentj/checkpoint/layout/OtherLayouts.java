package org.latentj.checkpoint.layout;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Tells what a file that is no Stable Diffusion checkpoint may be, for messages. */
final class OtherLayouts {
  private static final Map<String, String> HINTS = new LinkedHashMap<>();

  static {
    HINTS.put("conditioner.embedders.", "it looks like Stable Diffusion XL");
    HINTS.put("lora_", "it looks like a LoRA, which changes a checkpoint but is none");
    HINTS.put("control_model.", "it looks like a ControlNet");
    HINTS.put("down_blocks.", "it looks like one network of a diffusers folder; open the folder");
    HINTS.put("encoder.", "it looks like an autoencoder alone");
    HINTS.put("text_model.", "it looks like a text encoder alone");
    HINTS.put("model.diffusion_model.", "parts of a Stable Diffusion checkpoint are missing");
  }

  private OtherLayouts() {}

  static String guess(Set<String> names) {
    for (Map.Entry<String, String> hint : HINTS.entrySet()) {
      if (names.stream().anyMatch(name -> name.startsWith(hint.getKey()))) {
        return hint.getValue();
      }
    }
    return "it has " + names.size() + " other tensors";
  }
}
