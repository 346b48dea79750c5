package org.latentj.checkpoint.layout;

import java.io.IOException;
import java.util.Map;
import org.latentj.checkpoint.file.TensorFile;

/**
 * The text encoder under the names of transformers ({@code CLIPTextModel}), with or without the
 * leading {@code text_model.} that newer versions leave out.
 */
final class ClipText {
  /** What precedes every text encoder name in a single file. */
  static final String PREFIX = "cond_stage_model.transformer.";

  private static final String MODEL = "text_model.";

  private ClipText() {}

  /**
   * The tensors under canonical names.
   *
   * @param stored stored names by what follows the prefix
   */
  static Tensors tensors(TensorFile file, Map<String, String> stored) throws IOException {
    Tensors tensors = new Tensors(file.path());
    for (Map.Entry<String, String> entry : stored.entrySet()) {
      String name = entry.getKey();
      if (!isBuffer(name)) {
        String canonical = name.startsWith(MODEL) ? name : MODEL + name;
        tensors.put(canonical, TensorView.of(file, entry.getValue()));
      }
    }
    return tensors;
  }

  /** Position numbers are computed, and the projection to image space is not used. */
  private static boolean isBuffer(String name) {
    return name.endsWith("embeddings.position_ids")
        || name.equals("text_projection.weight")
        || name.equals("logit_scale");
  }
}
