package org.latentj.maven.manifest;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.latentj.models.source.LocalSource;
import org.latentj.models.source.ModelSource;

/** Finds the files that a manifest names: relative to the file where they stand, or absolute. */
final class InputFiles {
  private final Problems problems;

  InputFiles(Problems problems) {
    this.problems = problems;
  }

  /** An existing file; empty, with a problem noted, if there is none. */
  Optional<Path> file(Entry entry, Key<String> key) {
    return find(entry, key, Files::isRegularFile, "file");
  }

  /**
   * A folder; empty, with a problem noted, if it must exist and does not.
   *
   * @param required whether it must exist
   */
  Optional<Path> folder(Entry entry, Key<String> key, boolean required) {
    return find(entry, key, path -> !required || Files.isDirectory(path), "folder");
  }

  /**
   * A file or folder of weights that extend a model, which no reference can name; empty, with a
   * problem noted, if it must exist and does not.
   *
   * @param required whether it must exist
   */
  Optional<Path> weights(Entry entry, Key<String> key, boolean required) {
    return entry.find(key).flatMap(found -> weights(found, key, required));
  }

  /** The same for the values of a list. */
  List<Path> paths(Entry entry, Key<Names> key, boolean required) {
    return entry
        .find(key)
        .map(
            found ->
                found.value().values().stream()
                    .map(name -> new Located<>(name, found.where()))
                    .flatMap(name -> weights(name, key, required).stream())
                    .toList())
        .orElse(List.of());
  }

  private Optional<Path> weights(Located<String> found, Key<?> key, boolean required) {
    if (found.value().matches("(hf|https?):.*")) {
      problems.add(
          found.where(),
          "%s: '%s' is a reference, which only 'model' may be; get the file and name its path"
              .formatted(key.name(), found.value()));
      return Optional.empty();
    }
    return find(found, key, path -> !required || Files.exists(path), "file or folder");
  }

  /**
   * A model: a file or folder, one of the hub or at an address, or the embedded one; empty, with a
   * problem noted, if it is none of these.
   *
   * @param required whether a file or folder must exist
   */
  Optional<ModelSource> model(Entry entry, Key<String> key, boolean required) {
    Optional<Located<String>> found = entry.find(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    SourceMark where = found.get().where();
    try {
      Path folder = where.file().toAbsolutePath().getParent();
      ModelSource source = ModelSource.parse(found.get().value(), folder);
      return source instanceof LocalSource
          ? find(entry, key, path -> !required || Files.exists(path), "file or folder")
              .map(LocalSource::new)
          : Optional.of(source);
    } catch (IllegalArgumentException e) {
      problems.add(where, key.name() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Path> find(Entry entry, Key<String> key, Predicate<Path> test, String kind) {
    return entry.find(key).flatMap(found -> find(found, key, test, kind));
  }

  private Optional<Path> find(
      Located<String> found, Key<?> key, Predicate<Path> test, String kind) {
    String name = found.value();
    String problem;
    try {
      Path folder = found.where().file().toAbsolutePath().getParent();
      Path path = folder.resolve(name).normalize();
      if (!name.isBlank() && test.test(path)) {
        return Optional.of(path);
      }
      problem = "there is no %s '%s' (looked for %s)".formatted(kind, name, path);
    } catch (InvalidPathException e) {
      problem = "'%s' is no path: %s".formatted(name, e.getReason());
    }
    problems.add(found.where(), key.name() + ": " + problem);
    return Optional.empty();
  }
}
