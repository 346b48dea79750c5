package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.NamedModel;
import org.latentj.maven.manifest.OutputFile;
import org.latentj.maven.manifest.SpriteSheet;
import org.latentj.maven.output.OutputFolder;

/** Compares manifests, lock file and pictures; writes nothing but remembered hashes of models. */
public final class Verification {
  private final OutputFolder output;
  private final Path lockPath;
  private final FileHashes hashes;
  private final ModelFingerprints fingerprints;
  private final ExtensionFiles extensions;
  private final boolean pictures;
  private final Map<Optional<NamedModel>, Optional<String>> models = new HashMap<>();

  /**
   * A comparison.
   *
   * @param locator finds models; fetches none
   * @param variant of weight files that is preferred
   * @param pictures whether the files must be there, with the bytes that are locked
   */
  public Verification(
      Path outputFolder,
      Path lockFile,
      StateFolder state,
      ModelLocator locator,
      Optional<String> variant,
      boolean pictures) {
    this.output = new OutputFolder(outputFolder.toAbsolutePath().normalize());
    this.lockPath = lockFile;
    this.hashes = new FileHashes(state);
    this.fingerprints =
        new ModelFingerprints(hashes, new EmbeddedModelHash(state), locator, variant);
    this.extensions = new ExtensionFiles(hashes);
    this.pictures = pictures;
  }

  /** The message of a goal that found these. */
  public static String message(List<String> differences, String lockName) {
    return "%d %s between manifests, %s and pictures:\n  %s\nRun sd:generate and commit what it writes"
        .formatted(
            differences.size(),
            differences.size() == 1 ? "difference" : "differences",
            lockName,
            String.join("\n  ", differences));
  }

  /**
   * All differences, in the order of the manifests.
   *
   * @param files the manifests
   * @param manifests what they say
   * @throws IllegalArgumentException if the lock file is none
   */
  public List<String> differences(List<Path> files, List<Manifest> manifests) throws IOException {
    LockFile lock = LockFile.read(lockPath);
    List<String> differences = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    for (Manifest manifest : manifests) {
      for (Asset asset : manifest.assets()) {
        listed.add(lock.nameOf(output.root().resolve(asset.output())));
        compare(manifest, asset, lock, differences);
      }
      for (SpriteSheet sheet : manifest.sheets()) {
        listed.add(lock.nameOf(output.root().resolve(sheet.output())));
        compare(manifest, sheet, lock, differences);
      }
    }
    Set<String> read = new HashSet<>(files.stream().map(lock::nameOf).toList());
    lock.assets()
        .forEach(
            (name, asset) -> {
              boolean ours =
                  read.contains(asset.manifest()) || !Files.exists(lock.pathOf(asset.manifest()));
              if (ours && !listed.contains(name)) {
                differences.add(name + ": the lock file has it, but no manifest lists it any more");
              }
            });
    return differences;
  }

  private void compare(Manifest manifest, Asset asset, LockFile lock, List<String> differences)
      throws IOException {
    Optional<LockedAsset> locked = lock.find(lock.nameOf(output.root().resolve(asset.output())));
    if (locked.isEmpty()) {
      differences.add("%s: not in the lock file (%s)".formatted(asset.output(), asset.where()));
      return;
    }
    if (!locked.get().entry().equals(AssetFingerprint.entry(asset, hashes))) {
      differences.add(
          "%s: its entry or its input pictures changed since it was generated (%s)"
              .formatted(asset.output(), asset.where()));
    }
    model(manifest.model())
        .filter(model -> locked.get().source().isPresent())
        .filter(model -> !locked.get().source().get().modelFingerprint().equals(model))
        .ifPresent(
            model ->
                differences.add(
                    "%s: the model changed since it was generated with %s (%s)"
                        .formatted(
                            asset.output(),
                            locked.get().source().get().model(),
                            manifest.modelMark())));
    compareExtensions(asset, locked.get(), differences);
    if (pictures) {
      for (OutputFile file : asset.files()) {
        compare(file.path(), lock, locked.get(), differences);
      }
    }
  }

  /** Those that are here: a server that generates nothing needs none of them. */
  private void compareExtensions(Asset asset, LockedAsset locked, List<String> differences)
      throws IOException {
    if (locked.source().isEmpty()) {
      return;
    }
    Map<String, String> known = locked.source().get().extensions();
    extensions
        .hashes(asset)
        .forEach(
            (name, hash) -> {
              if (!hash.equals(known.get(name))) {
                differences.add(
                    "%s: the %s %s since it was generated (%s)"
                        .formatted(
                            asset.output(),
                            name,
                            known.containsKey(name) ? "changed" : "was added",
                            asset.where()));
              }
            });
  }

  private void compare(
      Manifest manifest, SpriteSheet sheet, LockFile lock, List<String> differences)
      throws IOException {
    Optional<LockedAsset> locked = lock.find(lock.nameOf(output.root().resolve(sheet.output())));
    if (locked.isEmpty()) {
      differences.add("%s: not in the lock file (%s)".formatted(sheet.output(), sheet.where()));
      return;
    }
    Map<String, String> members = new LinkedHashMap<>();
    for (String member : sheet.members(manifest.assets())) {
      String name = lock.nameOf(output.root().resolve(member));
      members.put(member, lock.find(name).map(known -> known.files().get(name)).orElse(""));
    }
    if (!locked.get().entry().equals(SheetWork.entry(sheet, members))) {
      differences.add(
          "%s: its entry or its pictures changed since it was made (%s)"
              .formatted(sheet.output(), sheet.where()));
    }
    if (pictures) {
      compare(sheet.output(), lock, locked.get(), differences);
      compare(sheet.atlas(), lock, locked.get(), differences);
    }
  }

  private void compare(String path, LockFile lock, LockedAsset locked, List<String> differences)
      throws IOException {
    Path file = output.root().resolve(path);
    String wanted = locked.files().get(lock.nameOf(file));
    if (wanted == null) {
      differences.add(path + ": the lock file does not have this file");
    } else if (!Files.isRegularFile(file)) {
      differences.add("%s: the file is missing (%s)".formatted(path, file));
    } else {
      String hash = FileHashes.hash(file);
      if (!hash.equals(wanted)) {
        differences.add(
            "%s: the file was changed: its SHA-256 is %s, locked is %s"
                .formatted(path, hash, wanted));
      }
    }
  }

  /** The hash of a model, if it is here. */
  private Optional<String> model(Optional<NamedModel> model) throws IOException {
    Optional<String> known = models.get(model);
    if (known == null) {
      try {
        known = Optional.of(fingerprints.of(model));
      } catch (CheckpointException | NoSuchFileException e) {
        known = Optional.empty();
      }
      models.put(model, known);
    }
    return known;
  }
}
