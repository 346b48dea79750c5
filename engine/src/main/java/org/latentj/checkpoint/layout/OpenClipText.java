package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.tensor.Shape;

/**
 * The text encoder under the names of OpenCLIP ({@code open_clip/transformer.py}), as in Stable
 * Diffusion 2.x single files. Its fused projections of queries, keys and values are split.
 */
final class OpenClipText {
  static final String PREFIX = "cond_stage_model.model.";

  private static final Pattern LAYER =
      Pattern.compile("transformer\\.resblocks\\.(\\d{1,4})\\.(.+)(weight|bias)");
  private static final String[] FUSED = {"q_proj", "k_proj", "v_proj"};

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "positional_embedding", "text_model.embeddings.position_embedding.weight",
          "token_embedding.weight", "text_model.embeddings.token_embedding.weight",
          "ln_final.weight", "text_model.final_layer_norm.weight",
          "ln_final.bias", "text_model.final_layer_norm.bias");

  private static final Map<String, String> IN_LAYER =
      Map.of(
          "ln_1.", "layer_norm1.",
          "ln_2.", "layer_norm2.",
          "attn.out_proj.", "self_attn.out_proj.",
          "mlp.c_fc.", "mlp.fc1.",
          "mlp.c_proj.", "mlp.fc2.");

  private OpenClipText() {}

  /** How many layers {@code file} has. */
  static int layers(TensorFile file) {
    return file.names().stream()
        .filter(stored -> stored.startsWith(PREFIX))
        .map(stored -> LAYER.matcher(stored.substring(PREFIX.length())))
        .filter(Matcher::matches)
        .mapToInt(layer -> Integer.parseInt(layer.group(1)) + 1)
        .max()
        .orElse(0);
  }

  /** The tensors of the first {@code layers} layers under canonical names. */
  static Tensors tensors(TensorFile file, int layers) throws IOException {
    Tensors tensors = new Tensors(file.path());
    for (String stored : file.names()) {
      if (stored.startsWith(PREFIX)) {
        put(tensors, file, stored, layers);
      }
    }
    return tensors;
  }

  private static void put(Tensors tensors, TensorFile file, String stored, int layers)
      throws IOException {
    String name = stored.substring(PREFIX.length());
    if (isUnused(name)) {
      return;
    }
    Matcher layer = LAYER.matcher(name);
    if (!layer.matches()) {
      tensors.put(OUTSIDE.getOrDefault(name, name), TensorView.of(file, stored));
    } else if (Integer.parseInt(layer.group(1)) < layers) {
      String prefix = "text_model.encoder.layers." + layer.group(1) + ".";
      String part = layer.group(2);
      String kind = layer.group(3);
      if (part.equals("attn.in_proj_")) {
        split(tensors, prefix + "self_attn.", kind, TensorView.of(file, stored));
      } else {
        String known = IN_LAYER.get(part);
        tensors.put(known == null ? name : prefix + known + kind, TensorView.of(file, stored));
      }
    }
  }

  private static void split(Tensors tensors, String prefix, String kind, TensorView fused)
      throws IOException {
    Shape shape = fused.shape();
    if (shape.rank() == 0 || shape.dimension(0) % 3 != 0) {
      throw new FormatException(
          fused.file().path(),
          "expected tensor %s to have a multiple of 3 rows but its shape is %s"
              .formatted(fused.storedName(), shape));
    }
    for (int third = 0; third < 3; third++) {
      tensors.put(prefix + FUSED[third] + "." + kind, fused.third(third));
    }
  }

  private static boolean isUnused(String name) {
    return name.equals("text_projection")
        || name.equals("logit_scale")
        || name.equals("attn_mask")
        || name.startsWith("visual.");
  }
}
