package org.latentj.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.latentj.checkpoint.file.FormatException;

/**
 * Chooses among the weight files in one folder of a diffusers model. Names follow diffusers {@code
 * utils/constants.py} and {@code models/model_loading_utils.py}: {@code
 * <base>[.variant].safetensors}, {@code <base>.safetensors.index[.variant].json}, and the same with
 * {@code .bin}. safetensors come before pickles, then the wanted variants before others.
 */
final class ComponentFile {
  private static final List<String> BASES =
      List.of("diffusion_pytorch_model", "model", "pytorch_model");
  private static final List<String> FORMATS = List.of("safetensors", "bin");

  private ComponentFile() {}

  /**
   * The file to read, or the index of several.
   *
   * @param folder for example {@code unet/}
   * @param variants in order of preference; the empty text is the plain file
   */
  static Path choose(Path folder, List<String> variants) throws IOException {
    List<String> there = fileNames(folder);
    for (String format : FORMATS) {
      List<String> candidates = new ArrayList<>();
      for (String variant : variants) {
        candidates.addAll(candidates(variant, format));
      }
      for (String candidate : candidates) {
        if (there.contains(candidate)) {
          return folder.resolve(candidate);
        }
      }
    }
    throw new FormatException(
        folder,
        "expected weights such as %s.safetensors or %s.safetensors but found %s"
            .formatted(BASES.get(0), BASES.get(1), there));
  }

  private static List<String> candidates(String variant, String format) {
    String dotted = variant.isEmpty() ? "" : "." + variant;
    List<String> names = new ArrayList<>();
    for (String base : BASES) {
      names.add(base + dotted + "." + format);
      names.add(base + "." + format + ".index" + dotted + ".json");
      names.add(base + dotted + "." + format + ".index.json");
    }
    return names;
  }

  private static List<String> fileNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
