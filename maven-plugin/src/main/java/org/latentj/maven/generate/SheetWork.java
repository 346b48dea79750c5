package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.Problems;
import org.latentj.maven.manifest.SpriteSheet;
import org.latentj.maven.output.OutputFolder;
import org.latentj.maven.output.SpriteSheets;

/** Makes sprite sheets of assets whose files are there. */
final class SheetWork {
  private final OutputFolder output;
  private final LockFile lock;
  private final LockedFiles files;
  private final SpriteSheets sheets;
  private final Log log;

  SheetWork(OutputFolder output, LockFile lock, LockedFiles files, StateFolder state, Log log) {
    this.output = output;
    this.lock = lock;
    this.files = files;
    this.sheets = new SpriteSheets(output, state);
    this.log = log;
  }

  /** The hash of a sheet's order and pictures. */
  static String entry(SpriteSheet sheet, Map<String, String> hashes) {
    Fingerprint fingerprint =
        new Fingerprint().add("padding", sheet.padding()).add("columns", sheet.columns());
    hashes.forEach(fingerprint::add);
    return fingerprint.toHex();
  }

  /**
   * Writes those sheets that are not up to date.
   *
   * @param complete whether all pictures are what the manifests say; else nothing is locked
   */
  void run(List<Manifest> manifests, boolean complete) throws ManifestException, IOException {
    Problems problems = new Problems();
    for (Manifest manifest : manifests) {
      for (SpriteSheet sheet : manifest.sheets()) {
        try {
          write(sheet, sheet.members(manifest.assets()), complete);
        } catch (IllegalArgumentException e) {
          problems.add(sheet.where(), e.getMessage());
        }
      }
    }
    problems.throwIfAny();
  }

  private void write(SpriteSheet sheet, List<String> members, boolean complete) throws IOException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String member : members) {
      hashes.put(member, FileHashes.hash(output.file(member)));
    }
    String entry = entry(sheet, hashes);
    String name = files.name(sheet.output());
    Optional<LockedAsset> locked = lock.find(name).filter(known -> known.entry().equals(entry));
    List<String> own = List.of(sheet.output(), sheet.atlas());
    if (locked.isPresent() && files.difference(own, locked.get()).isEmpty()) {
      return;
    }
    Map<String, Path> written = sheets.write(sheet, members);
    log.info("%s of %d assets".formatted(sheet.output(), members.size()));
    if (complete) {
      lock.put(
          name,
          LockedAsset.of(
              lock.nameOf(sheet.where().file()), entry, Optional.empty(), files.hashesOf(written)));
    }
  }
}
