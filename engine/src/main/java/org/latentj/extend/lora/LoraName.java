package org.latentj.extend.lora;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The name of a tensor in a LoRA file, in any of the ways in which they are written: kohya's {@code
 * lora_unet_down_blocks_0_..._to_q.lora_down.weight}, PEFT's {@code
 * unet.down_blocks.0...to_q.lora_A.weight}, and those of diffusers 0.10 to 0.25 ({@code
 * to_q.lora.down.weight}, {@code processor.to_q_lora.down.weight}, {@code
 * q_proj.lora_linear_layer.down.weight}).
 *
 * @param network which network it belongs to
 * @param layer diffusers' or transformers' module name with {@code _} for every dot, the one form
 *     that all ways of writing can be brought to
 * @param part what it is in its layer
 */
record LoraName(Network network, String layer, LoraPart part) {

  /** Networks that a LoRA changes. */
  enum Network {
    TEXT_ENCODER,
    UNET
  }

  private static final Map<String, LoraPart> SUFFIXES = suffixes();

  private static final Map<String, Network> PREFIXES = prefixes();

  private static Map<String, Network> prefixes() {
    Map<String, Network> prefixes = new LinkedHashMap<>();
    prefixes.put("base_model.model.", Network.UNET);
    prefixes.put("lora_unet_", Network.UNET);
    prefixes.put("lora_te_", Network.TEXT_ENCODER);
    prefixes.put("unet.", Network.UNET);
    prefixes.put("text_encoder.", Network.TEXT_ENCODER);
    prefixes.put("down_blocks.", Network.UNET);
    prefixes.put("mid_block.", Network.UNET);
    prefixes.put("up_blocks.", Network.UNET);
    return prefixes;
  }

  private static Map<String, LoraPart> suffixes() {
    // The first that fits is taken: longer ones come first.
    Map<String, LoraPart> suffixes = new LinkedHashMap<>();
    for (String dot : List.of(".lora_linear_layer.", ".lora.", "_lora.")) {
      suffixes.put(dot + "down.weight", LoraPart.DOWN);
      suffixes.put(dot + "up.weight", LoraPart.UP);
    }
    suffixes.put(".lora_linear_layer.alpha", LoraPart.ALPHA);
    suffixes.put("_lora.alpha", LoraPart.ALPHA);
    suffixes.put(".lora.alpha", LoraPart.ALPHA);
    suffixes.put(".lora_down.weight", LoraPart.DOWN);
    suffixes.put(".lora_up.weight", LoraPart.UP);
    suffixes.put(".lora_mid.weight", LoraPart.MID);
    suffixes.put(".lora_A.weight", LoraPart.DOWN);
    suffixes.put(".lora_B.weight", LoraPart.UP);
    suffixes.put(".lora_A.default.weight", LoraPart.DOWN);
    suffixes.put(".lora_B.default.weight", LoraPart.UP);
    for (LoraPart part : LoraPart.values()) {
      String name = part.name();
      if (name.startsWith("HADA") || name.startsWith("LOKR")) {
        suffixes.put("." + name.toLowerCase(Locale.ROOT), part);
      }
    }
    suffixes.put(".diff", LoraPart.DIFF);
    suffixes.put(".alpha", LoraPart.ALPHA);
    suffixes.put(".scale", LoraPart.SCALE);
    return suffixes;
  }

  /** Reads a stored name; empty for one that is none of those above. */
  static Optional<LoraName> parse(String stored) {
    for (Map.Entry<String, LoraPart> suffix : SUFFIXES.entrySet()) {
      if (stored.endsWith(suffix.getKey())) {
        String module = stored.substring(0, stored.length() - suffix.getKey().length());
        return parse(module, suffix.getValue());
      }
    }
    return Optional.empty();
  }

  private static Optional<LoraName> parse(String module, LoraPart part) {
    for (Map.Entry<String, Network> prefix : PREFIXES.entrySet()) {
      if (module.startsWith(prefix.getKey())) {
        boolean block = prefix.getKey().contains("block");
        String rest = block ? module : module.substring(prefix.getKey().length());
        String layer = processor(rest, prefix.getValue()).replace('.', '_');
        return Optional.of(new LoraName(prefix.getValue(), layer, part));
      }
    }
    return Optional.empty();
  }

  /** The layer that an attention processor of old diffusers belongs to. */
  private static String processor(String module, Network network) {
    List<String> parts = new ArrayList<>(List.of(module.split("\\.", -1)));
    int last = parts.size() - 1;
    boolean own = parts.remove("processor");
    last = own ? last - 1 : last;
    if (last >= 0 && network == Network.UNET && parts.get(last).equals("to_out")) {
      parts.add("0");
    } else if (last >= 1 && parts.get(last - 1).equals("self_attn")) {
      String name = parts.get(last);
      parts.set(
          last,
          switch (name) {
            case "to_q" -> "q_proj";
            case "to_k" -> "k_proj";
            case "to_v" -> "v_proj";
            case "to_out" -> "out_proj";
            default -> name;
          });
    }
    return String.join(".", parts);
  }
}
