package org.latentj;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.latentj.extend.lora.LoraReference;

/** Tells whether files were replaced: by their names, sizes and times. */
final class FileVersions {
  private FileVersions() {}

  /** The files that a model is loaded from, and those that extend it from the start. */
  static List<String> of(ModelReference model) {
    List<Path> roots = new ArrayList<>();
    model.checkpoint().ifPresent(roots::add);
    model.options().checkpoint().vae().ifPresent(roots::add);
    model.options().extensions().loras().stream().map(LoraReference::file).forEach(roots::add);
    roots.addAll(model.options().extensions().embeddings());
    return roots.stream().flatMap(root -> below(root).stream()).toList();
  }

  /** A file's, or those of a folder; nothing where reading will say better what is wrong. */
  static List<String> below(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().map(FileVersions::version).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private static String version(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
