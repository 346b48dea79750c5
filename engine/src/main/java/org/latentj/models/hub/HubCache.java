package org.latentj.models.hub;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.latentj.models.download.FileHash;

/**
 * The hub's cache in the layout that {@code huggingface_hub} and others share
 * (huggingface.co/docs/hub/local-cache): {@code models--OWNER--NAME/} with {@code blobs/HASH},
 * {@code refs/REVISION} (a commit) and {@code snapshots/COMMIT/PATH}, links to blobs. What Python
 * tools have fetched is found, and they find what is fetched here.
 */
final class HubCache {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final String PREFIX = "models--";

  private final Path folder;

  HubCache(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Path folder() {
    return folder;
  }

  Path repository(String name) {
    return folder.resolve(PREFIX + name.replace("/", "--"));
  }

  Path blob(String repository, FileHash hash) {
    return repository(repository).resolve("blobs").resolve(hash.hex());
  }

  Path lock(String repository, FileHash hash) {
    return folder
        .resolve(".locks")
        .resolve(PREFIX + repository.replace("/", "--"))
        .resolve(hash.hex() + ".lock");
  }

  Path snapshot(String repository, String commit) {
    return repository(repository).resolve("snapshots").resolve(commit);
  }

  /** The commit that a revision was when it was last asked for. */
  Optional<String> commit(String repository, String revision) throws IOException {
    if (COMMIT.matcher(revision).matches()) {
      return Files.isDirectory(snapshot(repository, revision))
          ? Optional.of(revision)
          : Optional.empty();
    }
    Path ref = repository(repository).resolve("refs").resolve(revision);
    if (!Files.isRegularFile(ref)) {
      return Optional.empty();
    }
    String commit = Files.readString(ref).strip();
    return COMMIT.matcher(commit).matches() && Files.isDirectory(snapshot(repository, commit))
        ? Optional.of(commit)
        : Optional.empty();
  }

  /** Notes which commit a revision is. */
  void remember(String repository, String revision, String commit) throws IOException {
    if (COMMIT.matcher(revision).matches()) {
      return;
    }
    Path ref = repository(repository).resolve("refs").resolve(revision);
    Files.createDirectories(ref.getParent());
    Path partial = ref.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      Files.writeString(partial, commit);
      Files.move(partial, ref, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * Makes a snapshot's file of a blob: a relative link, as Python does; where the system forbids
   * links, a second name of the same file, else a copy.
   */
  void link(String repository, String commit, String file, FileHash hash) throws IOException {
    Path blob = blob(repository, hash);
    Path pointer = snapshot(repository, commit).resolve(file);
    Files.createDirectories(pointer.getParent());
    if (Files.exists(pointer) && Files.isSameFile(pointer, blob)) {
      return;
    }
    Files.deleteIfExists(pointer);
    try {
      Files.createSymbolicLink(pointer, pointer.getParent().relativize(blob));
    } catch (FileAlreadyExistsException e) {
      // Another process was quicker, with the same.
    } catch (UnsupportedOperationException | IOException | SecurityException e) {
      linkHard(pointer, blob);
    }
  }

  private static void linkHard(Path pointer, Path blob) throws IOException {
    try {
      Files.createLink(pointer, blob);
    } catch (UnsupportedOperationException | IOException e) {
      Path partial = pointer.resolveSibling("." + UUID.randomUUID() + ".part");
      try {
        Files.copy(blob, partial);
        move(partial, pointer);
      } finally {
        Files.deleteIfExists(partial);
      }
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Paths of a snapshot's files, with {@code /}, whose contents are there. */
  List<String> files(String repository, String commit) throws IOException {
    return FolderTree.names(snapshot(repository, commit));
  }

  /** The hash that a snapshot's file must have: the name of its blob. */
  Optional<FileHash> expectedHash(String repository, Path pointer) throws IOException {
    if (Files.isSymbolicLink(pointer)) {
      return FileHash.ofBlobName(String.valueOf(Files.readSymbolicLink(pointer).getFileName()));
    }
    Path blobs = repository(repository).resolve("blobs");
    if (!Files.isDirectory(blobs)) {
      return Optional.empty();
    }
    try (Stream<Path> all = Files.list(blobs)) {
      for (Path blob : all.toList()) {
        if (Files.isSameFile(blob, pointer)) {
          return FileHash.ofBlobName(blob.getFileName().toString());
        }
      }
    }
    return Optional.empty();
  }

  /** The repositories of models that there are. */
  List<String> repositories() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(PREFIX))
          .map(name -> name.substring(PREFIX.length()).replaceFirst("--", "/"))
          .filter(name -> name.contains("/"))
          .sorted()
          .toList();
    }
  }

  /** The commits of a repository that there are snapshots of. */
  List<String> commits(String repository) throws IOException {
    Path snapshots = repository(repository).resolve("snapshots");
    if (!Files.isDirectory(snapshots)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(snapshots)) {
      return all.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .filter(name -> COMMIT.matcher(name).matches())
          .sorted()
          .toList();
    }
  }

  /** Bytes that a repository takes, each blob once. */
  long size(String repository) throws IOException {
    long size = 0;
    for (Path file : regularFiles(repository(repository))) {
      size += Files.size(file);
    }
    return size;
  }

  /** Files that are no links. */
  private static List<Path> regularFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    List<Object> keys = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted().toList()) {
        if (Files.isRegularFile(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
          Object key =
              Files.readAttributes(path, java.nio.file.attribute.BasicFileAttributes.class)
                  .fileKey();
          // A second name of the same file is not a second file.
          if (key == null || !keys.contains(key)) {
            keys.add(key);
            found.add(path);
          }
        }
      }
    }
    return found;
  }

  /** Deletes a repository and its locks; links are not followed. */
  void remove(String repository) throws IOException {
    FolderTree.delete(repository(repository));
    FolderTree.delete(folder.resolve(".locks").resolve(PREFIX + repository.replace("/", "--")));
  }
}
