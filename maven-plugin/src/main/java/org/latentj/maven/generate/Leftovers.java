package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.plugin.logging.Log;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.output.OutputFolder;

/**
 * Removes files of assets that no manifest lists any more, if they are still as this plugin wrote
 * them. Assets of manifests that another execution reads, or of another output folder, stay.
 */
final class Leftovers {
  private final OutputFolder output;
  private final LockFile lock;
  private final LockedFiles files;
  private final Log log;

  Leftovers(OutputFolder output, LockFile lock, LockedFiles files, Log log) {
    this.output = output;
    this.lock = lock;
    this.files = files;
    this.log = log;
  }

  /**
   * Does it.
   *
   * @param before what the lock file said before this run
   * @param read the manifests of this run
   */
  void remove(Map<String, LockedAsset> before, List<Path> read, List<Manifest> manifests)
      throws IOException {
    Set<String> current = currentFiles(manifests);
    Set<String> outputs = currentOutputs(manifests);
    Set<String> names = new HashSet<>(read.stream().map(lock::nameOf).toList());
    for (Map.Entry<String, LockedAsset> entry : before.entrySet()) {
      LockedAsset asset = entry.getValue();
      boolean ours =
          names.contains(asset.manifest()) || !Files.exists(lock.pathOf(asset.manifest()));
      if (!ours || !lock.pathOf(entry.getKey()).startsWith(output.root())) {
        continue;
      }
      for (Map.Entry<String, String> file : asset.files().entrySet()) {
        if (!current.contains(file.getKey())) {
          delete(lock.pathOf(file.getKey()), file.getValue());
        }
      }
      if (!outputs.contains(entry.getKey())) {
        lock.remove(entry.getKey());
      }
    }
  }

  private Set<String> currentFiles(List<Manifest> manifests) {
    Set<String> names = new HashSet<>();
    for (Manifest manifest : manifests) {
      manifest
          .assets()
          .forEach(asset -> asset.files().forEach(file -> names.add(files.name(file.path()))));
      manifest.sheets().forEach(sheet -> names.add(files.name(sheet.output())));
      manifest.sheets().forEach(sheet -> names.add(files.name(sheet.atlas())));
    }
    return names;
  }

  private Set<String> currentOutputs(List<Manifest> manifests) {
    Set<String> names = new HashSet<>();
    for (Manifest manifest : manifests) {
      manifest.assets().forEach(asset -> names.add(files.name(asset.output())));
      manifest.sheets().forEach(sheet -> names.add(files.name(sheet.output())));
    }
    return names;
  }

  private void delete(Path path, String hash) throws IOException {
    if (!path.startsWith(output.root())) {
      return;
    }
    String name = output.root().relativize(path).toString().replace('\\', '/');
    try {
      Path file = output.file(name);
      if (Files.isRegularFile(file) && FileHashes.hash(file).equals(hash)) {
        Files.delete(file);
        log.info("Removed %s: no manifest lists it any more".formatted(name));
      }
    } catch (IllegalArgumentException e) {
      // Behind a link or in the place of a folder: not what this plugin wrote.
      log.debug(e.getMessage());
    }
  }
}
