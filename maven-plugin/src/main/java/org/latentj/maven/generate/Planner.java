package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latentj.StableDiffusion;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.OutputFile;
import org.latentj.maven.manifest.Problems;
import org.latentj.maven.output.OutputFolder;

/** Compares manifests with what is there. */
final class Planner {
  private final OutputFolder output;
  private final Records records;
  private final AssetFingerprint fingerprints;
  private final ExtensionFiles extensions;
  private final LockFile lock;
  private final LockedFiles files;
  private final RunModels models;
  private final PictureCache cache;
  private final boolean modelsRequired;

  Planner(
      OutputFolder output,
      Records records,
      AssetFingerprint fingerprints,
      ExtensionFiles extensions,
      LockFile lock,
      LockedFiles files,
      RunModels models,
      PictureCache cache,
      boolean modelsRequired) {
    this.output = output;
    this.records = records;
    this.fingerprints = fingerprints;
    this.extensions = extensions;
    this.lock = lock;
    this.files = files;
    this.models = models;
    this.cache = cache;
    this.modelsRequired = modelsRequired;
  }

  /**
   * What must be made. Inputs of these assets are read once to find mistakes before a model is
   * loaded.
   *
   * @throws ManifestException with every mistake
   */
  Plan plan(List<Manifest> manifests) throws ManifestException, IOException {
    Plan plan = new Plan(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Problems problems = new Problems();
    for (Manifest manifest : manifests) {
      Optional<String> missing = models.unavailable(manifest.model());
      if (missing.isPresent() && modelsRequired) {
        problems.add(manifest.modelMark(), "model: " + missing.get());
      }
      for (Asset asset : manifest.assets()) {
        try {
          Optional<String> reason = missing.or(() -> extensions.missing(asset));
          if (reason.isEmpty()) {
            add(manifest, asset, plan);
          } else {
            plan.unavailable().add(new Plan.Unavailable(manifest, asset, reason.get()));
          }
          if (missing.isEmpty() && reason.isPresent() && modelsRequired) {
            // It was there when the manifest was read.
            problems.add(asset.where(), reason.get());
          }
        } catch (IllegalArgumentException e) {
          problems.add(asset.where(), e.getMessage());
        }
      }
    }
    problems.throwIfAny();
    return plan;
  }

  private void add(Manifest manifest, Asset asset, Plan plan) throws IOException {
    for (OutputFile file : asset.files()) {
      output.file(file.path());
    }
    AssetKeys keys =
        fingerprints.of(asset, models.hash(manifest.model()), extensions.hashes(asset));
    Optional<Records.Known> known = records.find(output.file(asset.output()));
    Optional<LockedAsset> current =
        known.filter(k -> k.fingerprint().equals(keys.files())).map(Records.Known::asset);
    if (current.isEmpty()) {
      current = lock.find(files.name(asset.output())).filter(locked -> isOf(keys, locked));
    }
    Optional<String> reason =
        current.isPresent()
            ? files.difference(asset, current.get())
            : Optional.of(whyUnknown(asset, known.isPresent()));
    if (reason.isPresent()) {
      Requests.of(asset);
      plan.jobs().add(new Job(manifest, asset, keys, reason.get(), cache.find(keys.picture())));
    } else {
      plan.upToDate().add(new Plan.UpToDate(manifest, asset, current.get()));
    }
  }

  /** Whether what the lock file says was made from the same, on whatever machine. */
  private static boolean isOf(AssetKeys keys, LockedAsset locked) {
    return locked.entry().equals(keys.entry())
        && locked
            .source()
            .filter(source -> source.modelFingerprint().equals(keys.model()))
            .filter(source -> source.extensions().equals(keys.extensions()))
            .filter(source -> source.engine().equals(StableDiffusion.version()))
            .isPresent();
  }

  private String whyUnknown(Asset asset, boolean known) throws IOException {
    if (!Files.exists(output.file(asset.output()))) {
      return "new";
    }
    return known
        ? "its entry, its inputs or the model changed"
        : "not known to be what the manifest says";
  }
}
