package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.OutputFile;
import org.latentj.maven.output.OutputFolder;

/** The files of assets, as the lock file knows them. */
final class LockedFiles {
  private final OutputFolder output;
  private final LockFile lock;
  private final FileHashes hashes;

  LockedFiles(OutputFolder output, LockFile lock, FileHashes hashes) {
    this.output = output;
    this.lock = lock;
    this.hashes = hashes;
  }

  /** The name of an output in the lock file. */
  String name(String path) {
    return lock.nameOf(output.root().resolve(path));
  }

  /**
   * Why an asset's files are not those that are locked; empty if they are.
   *
   * @throws IllegalArgumentException if a file cannot be at its place
   */
  Optional<String> difference(Asset asset, LockedAsset locked) throws IOException {
    return difference(asset.files().stream().map(OutputFile::path).toList(), locked);
  }

  /** The same for files below the output folder. */
  Optional<String> difference(List<String> paths, LockedAsset locked) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    paths.forEach(path -> names.add(name(path)));
    if (!names.equals(locked.files().keySet())) {
      return Optional.of("its files have other names");
    }
    for (String path : paths) {
      Path file = output.file(path);
      if (!Files.exists(file)) {
        return Optional.of("new");
      }
      if (!hashes.of(file).equals(locked.files().get(name(path)))) {
        return Optional.of("the file was changed by somebody else");
      }
    }
    return Optional.empty();
  }

  /** The hashes of files by their names in the lock file. */
  Map<String, String> hashesOf(Map<String, Path> files) throws IOException {
    Map<String, String> result = new TreeMap<>();
    for (Path file : files.values()) {
      result.put(lock.nameOf(file), hashes.of(file));
    }
    return result;
  }
}
