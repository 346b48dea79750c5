package org.latentj.maven.manifest;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
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
    Optional<Located<String>> found = entry.find(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    String name = found.get().value();
    String problem;
    try {
      Path folder = found.get().where().file().toAbsolutePath().getParent();
      Path path = folder.resolve(name).normalize();
      if (!name.isBlank() && test.test(path)) {
        return Optional.of(path);
      }
      problem = "there is no %s '%s' (looked for %s)".formatted(kind, name, path);
    } catch (InvalidPathException e) {
      problem = "'%s' is no path: %s".formatted(name, e.getReason());
    }
    problems.add(found.get().where(), key.name() + ": " + problem);
    return Optional.empty();
  }
}
