package org.latentj.maven.manifest;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

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

  /** As {@link #fileOrFolder} for folders only. */
  Optional<Path> folder(Entry entry, Key<String> key, boolean required) {
    return find(entry, key, path -> !required || Files.isDirectory(path), "folder");
  }

  /**
   * A file or folder; empty, with a problem noted, if it must exist and does not.
   *
   * @param required whether it must exist
   */
  Optional<Path> fileOrFolder(Entry entry, Key<String> key, boolean required) {
    return find(entry, key, path -> !required || Files.exists(path), "file or folder");
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
      if (!name.isBlank() && test.test(path) && !isReference(name)) {
        return Optional.of(path);
      }
      problem = "there is no %s '%s' (looked for %s)".formatted(kind, name, path);
    } catch (InvalidPathException e) {
      problem = "'%s' is no path: %s".formatted(name, e.getReason());
    }
    if (isReference(name)) {
      problem =
          "'%s' is not fetched by this goal; sd:models -Dsd.action=fetch -Dsd.model=%1$s fetches a model and says the path to name here"
              .formatted(name);
    }
    problems.add(found.get().where(), key.name() + ": " + problem);
    return Optional.empty();
  }

  /** Whether it is meant for the network; some systems would take it for a relative path. */
  private static boolean isReference(String name) {
    return name.startsWith("hf:") || name.startsWith("https:");
  }
}
