package org.latentj.imagej.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.latentj.models.LocalModel;

/** Finds the vocabulary that single files lack. */
final class Vocabulary {
  private static final String FOLDER = "tokenizer";

  private Vocabulary() {}

  /**
   * The model with a vocabulary: its own, else the folder {@code tokenizer} beside the file, else
   * that of an installed folder of the same generation, which is the same.
   *
   * @param family the file's
   * @throws IllegalArgumentException if there is none
   */
  static LocalModel complete(LocalModel model, String family, List<InstalledModel> installed) {
    Optional<Path> file = model.checkpoint().filter(Files::isRegularFile);
    if (file.isEmpty() || model.tokenizer().isPresent() || family.equals(ModelFolder.UNKNOWN)) {
      // Of a file that cannot be read, the engine says why.
      return model;
    }
    Path tokenizer =
        Optional.of(file.get().toAbsolutePath().resolveSibling(FOLDER))
            .filter(Files::isDirectory)
            .or(() -> ofSameGeneration(family, installed))
            .orElseThrow(() -> new IllegalArgumentException(missing(file.get())));
    return new LocalModel(
        model.source(),
        model.checkpoint(),
        Optional.of(tokenizer),
        model.revision(),
        model.license());
  }

  private static Optional<Path> ofSameGeneration(String family, List<InstalledModel> installed) {
    return installed.stream()
        .filter(other -> generation(other.family()).equals(generation(family)))
        .flatMap(other -> other.path().stream())
        .map(path -> path.resolve(FOLDER))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /** Inpainting models have the vocabulary of the others. */
  private static String generation(String family) {
    return family.replace(" inpainting", "");
  }

  private static String missing(Path file) {
    return Lines.wrap(
        ("'%s' holds no vocabulary, as all single files. Put a folder 'tokenizer' with vocab.json and"
                + " merges.txt (that of any Stable Diffusion 1.x, or 2.x, model) beside it, or install"
                + " a diffusers folder of its generation, whose vocabulary is then used")
            .formatted(file),
        Lines.MESSAGE);
  }
}
