package org.latentj.extend.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.latentj.checkpoint.ReadFailure;
import org.latentj.checkpoint.TensorFiles;
import org.latentj.checkpoint.file.FormatException;
import org.latentj.checkpoint.file.TensorFile;
import org.latentj.tensor.FloatTensor;
import org.latentj.tensor.Shape;

/**
 * Reads a textual inversion (Gal et al., "An Image is Worth One Word", 2022): A1111's {@code .pt}
 * with its vectors under {@code string_to_param}, safetensors with {@code emb_params}, diffusers'
 * {@code learned_embeds}, or any file of a single tensor. After A1111's {@code
 * modules/textual_inversion/textual_inversion.py: create_embedding_from_data}.
 */
final class EmbeddingFile {
  /** What a chunk of a prompt has room for. */
  private static final int MAX_VECTORS = 75;

  private EmbeddingFile() {}

  /**
   * Reads the vectors.
   *
   * @return (vectors, width), 1 to 75 vectors
   * @throws org.latentj.checkpoint.CheckpointException if the file cannot be read or is something
   *     else
   */
  static FloatTensor read(Path path) {
    try (TensorFile file = TensorFiles.open(path)) {
      String name = only(file);
      Shape shape = file.shape(name);
      boolean row = shape.rank() == 1;
      long vectors = row ? 1 : shape.rank() == 0 ? 0 : shape.dimension(0);
      if (shape.rank() < 1 || shape.rank() > 2 || vectors < 1 || vectors > MAX_VECTORS) {
        throw new FormatException(
            path,
            "expected a textual inversion of 1 to %d vectors, shape (vectors, width), but tensor %s has the shape %s"
                .formatted(MAX_VECTORS, name, shape));
      }
      if (!file.type(name).isFloating()) {
        throw new FormatException(
            path, "expected floating-point vectors but %s is %s".formatted(name, file.type(name)));
      }
      FloatTensor values = file.read(name).toFloats();
      for (float value : values.data()) {
        if (!Float.isFinite(value)) {
          throw new FormatException(path, "tensor %s holds %s".formatted(name, value));
        }
      }
      return values.reshape(Shape.of(vectors, shape.elements() / vectors));
    } catch (IOException e) {
      throw ReadFailure.of(path, e);
    }
  }

  private static String only(TensorFile file) throws FormatException {
    Set<String> names = file.names();
    if (names.contains("clip_g") && names.contains("clip_l")) {
      throw new FormatException(
          file.path(),
          "this textual inversion was made for Stable Diffusion XL; this engine runs 1.x and 2.x");
    }
    if (names.contains("emb_params")) {
      return "emb_params";
    }
    if (names.size() != 1) {
      throw new FormatException(
          file.path(),
          "expected a textual inversion, which has one tensor, but there are " + names.size());
    }
    return names.iterator().next();
  }
}
