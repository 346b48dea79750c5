package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    TreeSet<String> names = new TreeSet<>();
    for (OutputFile file : asset.files()) {
      names.add(name(file.path()));
    }
    if (!names.equals(locked.files().keySet())) {
      return Optional.of("its files have other names");
    }
    for (OutputFile file : asset.files()) {
      Path path = output.file(file.path());
      if (!Files.exists(path)) {
        return Optional.of("new");
      }
      if (!hashes.of(path).equals(locked.files().get(name(file.path())))) {
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
