package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.output.Derivation;
import org.latentj.maven.output.Placeholder;

/** Puts something in the place of a picture that cannot be generated here. */
final class Fallback {
  private final WhenUnavailable policy;
  private final LockFile lock;
  private final LockedFiles files;
  private final PictureCache cache;
  private final FileHashes hashes;
  private final Derivation derivation;
  private final StateFolder state;
  private final Log log;

  Fallback(
      WhenUnavailable policy,
      LockFile lock,
      LockedFiles files,
      PictureCache cache,
      FileHashes hashes,
      Derivation derivation,
      StateFolder state,
      Log log) {
    this.policy = policy;
    this.lock = lock;
    this.files = files;
    this.cache = cache;
    this.hashes = hashes;
    this.derivation = derivation;
    this.state = state;
    this.log = log;
  }

  /** What was found for an asset. */
  enum Result {
    /** Its files are there already, as they are locked. */
    LOCKED,
    /** Its files were made of the locked picture from the cache. */
    RESTORED,
    /** Its files are placeholders. */
    PLACEHOLDER
  }

  /**
   * Does it.
   *
   * @param reason why the asset cannot be generated
   * @throws IllegalArgumentException if the policy allows nothing that is there
   */
  Result use(Asset asset, String reason) throws IOException {
    Optional<LockedAsset> locked = lock.find(files.name(asset.output()));
    String entry = AssetFingerprint.entry(asset, hashes);
    Optional<LockedAsset> same = locked.filter(known -> known.entry().equals(entry));
    if (same.isPresent() && files.difference(asset, same.get()).isEmpty()) {
      return Result.LOCKED;
    }
    Optional<Path> cached =
        same.isPresent() && same.get().source().isPresent()
            ? cache.picture(same.get().source().get().picture())
            : Optional.empty();
    if (cached.isPresent()) {
      derivation.write(cached.get(), asset);
      return Result.RESTORED;
    }
    if (policy == WhenUnavailable.PLACEHOLDER) {
      placeholder(asset);
      log.warn("%s is a placeholder: %s".formatted(asset.output(), reason));
      return Result.PLACEHOLDER;
    }
    throw new IllegalArgumentException(
        "cannot be generated here (%s), and %s".formatted(reason, whyNotLocked(locked, same)));
  }

  private String whyNotLocked(Optional<LockedAsset> locked, Optional<LockedAsset> same) {
    if (locked.isEmpty()) {
      return lock.file().getFileName() + " does not know it";
    }
    return same.isEmpty()
        ? "its entry is another than in " + lock.file().getFileName()
        : "the locked picture is neither in its place nor in the cache";
  }

  private void placeholder(Asset asset) throws IOException {
    Path part = state.newFile(".png");
    try {
      Placeholder.write(part, asset);
      derivation.write(
          part,
          new Asset(
              asset.where(),
              asset.output(),
              asset.prompt(),
              asset.size(),
              asset.init(),
              asset.settings(),
              asset.options().withoutDemands(),
              asset.extensions()));
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
