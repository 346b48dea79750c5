package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.checkpoint.file.TensorFile;

/** Presents the files of a diffusers folder under the names of current diffusers. */
public final class DiffusersLayout {
  private static final Pattern VAE_ATTENTION =
      Pattern.compile("((?:en|de)coder\\.mid_block\\.attentions\\.0)\\.(.+)\\.(weight|bias)");

  /** Spelling before diffusers 0.15 ({@code AttentionBlock}) to the present one. */
  private static final Map<String, String> OLD_ATTENTION =
      Map.of("query", "to_q", "key", "to_k", "value", "to_v", "proj_attn", "to_out.0");

  private static final String VISION = "vision_model.";

  private DiffusersLayout() {}

  /** The UNet. */
  public static Tensors unet(TensorFile file) throws IOException {
    Tensors tensors = new Tensors(file.path());
    for (String name : file.names()) {
      tensors.put(name, TensorView.of(file, name));
    }
    return tensors;
  }

  /** The autoencoder. */
  public static Tensors vae(TensorFile file) throws IOException {
    Tensors tensors = new Tensors(file.path());
    for (String name : file.names()) {
      putVae(tensors, name, TensorView.of(file, name));
    }
    return tensors;
  }

  /** The text encoder. */
  public static Tensors textEncoder(TensorFile file) throws IOException {
    Map<String, String> stored = new LinkedHashMap<>();
    file.names().forEach(name -> stored.put(name, name));
    return ClipText.tensors(file, stored);
  }

  /**
   * The safety checker. Newer versions of transformers leave one of the two {@code vision_model.}
   * out; position numbers, which are computed, are dropped.
   */
  public static Tensors safetyChecker(TensorFile file) throws IOException {
    Tensors tensors = new Tensors(file.path());
    for (String name : file.names()) {
      boolean single = name.startsWith(VISION) && !name.startsWith(VISION + VISION);
      if (!name.endsWith("embeddings.position_ids")) {
        tensors.put(single ? VISION + name : name, TensorView.of(file, name));
      }
    }
    return tensors;
  }

  /** Adds a tensor, with its attention's name brought up to date and as a matrix. */
  static void putVae(Tensors tensors, String name, TensorView view) throws IOException {
    Matcher attention = VAE_ATTENTION.matcher(name);
    if (!attention.matches()) {
      tensors.put(name, view);
      return;
    }
    String part = attention.group(2);
    tensors.put(
        "%s.%s.%s"
            .formatted(
                attention.group(1), OLD_ATTENTION.getOrDefault(part, part), attention.group(3)),
        view.asMatrix());
  }
}
