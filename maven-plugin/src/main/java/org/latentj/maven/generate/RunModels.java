package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.maven.files.Fingerprint;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.lock.Provenance;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.NamedModel;
import org.latentj.maven.manifest.Problems;
import org.latentj.models.LocalModel;
import org.latentj.models.download.DownloadException;
import org.latentj.models.license.LicenseNotAcceptedException;
import org.latentj.models.source.ModelSource;
import org.latentj.models.source.WebSource;

/**
 * The models of a run. One that is not on this machine is taken for what the lock file says of it
 * until a picture must be made with it: whoever has all pictures needs no model.
 */
final class RunModels {
  private final ModelFingerprints fingerprints;
  private final LockFile lock;
  private final WhenUnavailable policy;
  private final Log log;
  private final Map<Optional<NamedModel>, String> hashes = new HashMap<>();
  private final Map<Optional<NamedModel>, String> unavailable = new HashMap<>();
  private final Map<NamedModel, LocalModel> located = new HashMap<>();

  RunModels(ModelFingerprints fingerprints, LockFile lock, WhenUnavailable policy, Log log) {
    this.fingerprints = fingerprints;
    this.lock = lock;
    this.policy = policy;
    this.log = log;
  }

  /** Why a model cannot be used; empty if it can, as far as is known yet. */
  Optional<String> unavailable(Optional<NamedModel> model) throws IOException {
    learn(model);
    return Optional.ofNullable(unavailable.get(model));
  }

  /** The hash of a model that is not {@link #unavailable}. */
  String hash(Optional<NamedModel> model) throws IOException {
    learn(model);
    return hashes.get(model);
  }

  private void learn(Optional<NamedModel> model) throws IOException {
    if (hashes.containsKey(model) || unavailable.containsKey(model)) {
      return;
    }
    try {
      hashes.put(model, fingerprints.of(model));
    } catch (CheckpointException e) {
      unavailable.put(model, e.getMessage());
    } catch (NoSuchFileException e) {
      if (model.isEmpty() || model.get().isLocal()) {
        unavailable.put(model, "there is no file or folder " + e.getFile());
      } else {
        hashes.put(model, remembered(model.get()));
      }
    }
  }

  private String remembered(NamedModel model) {
    // What the lock file says holds for the model's own vocabulary and configuration.
    boolean plain = model.tokenizer().isEmpty() && model.config().isEmpty();
    return locked(model)
        .filter(source -> plain)
        .map(Provenance::modelFingerprint)
        .findFirst()
        .orElseGet(() -> new Fingerprint().add("never here", model.source().text()).toHex());
  }

  private Stream<Provenance> locked(NamedModel model) {
    String name = name(model.source());
    return lock.assets().values().stream()
        .map(LockedAsset::source)
        .flatMap(Optional::stream)
        .filter(source -> source.modelSource().equals(name));
  }

  /** Two variants of one model draw different pictures. */
  private String name(ModelSource source) {
    return source.text() + fingerprints.variant().map(" (%s)"::formatted).orElse("");
  }

  /**
   * Makes models ready to be loaded: sees that their licences are accepted, and fetches those that
   * are not here, which may take hours.
   *
   * @param manifests one for each of the models
   * @param libraries bytes that the engine will fetch besides, for the announcement
   * @return whether a model is another than it was taken for, or cannot be had
   * @throws ManifestException if one cannot be had, and that is to be a failure
   */
  boolean provide(Collection<Manifest> manifests, long libraries)
      throws ManifestException, IOException {
    announce(manifests, libraries);
    Problems problems = new Problems();
    boolean changed = false;
    for (Manifest manifest : manifests) {
      NamedModel model = manifest.model().orElseThrow();
      String before = hash(manifest.model());
      try {
        boolean missing = isMissing(model);
        if (missing && policy != WhenUnavailable.FAIL) {
          // Such a build takes what there is: it is not to fetch gigabytes.
          lacks(manifest, notFetched(model));
        } else {
          located.put(model, fingerprints.models().locate(model.source()));
        }
        if (missing) {
          hashes.remove(manifest.model());
        }
      } catch (DownloadException | LicenseNotAcceptedException e) {
        if (policy == WhenUnavailable.FAIL) {
          problems.add(manifest.modelMark(), "model: " + e.getMessage());
        } else {
          // The rest is how to get it, which is not wanted here.
          lacks(manifest, e.getMessage().lines().findFirst().orElse(""));
        }
      }
      changed |= !before.equals(hash(manifest.model()));
    }
    problems.throwIfAny();
    return changed;
  }

  private void lacks(Manifest manifest, String reason) {
    hashes.remove(manifest.model());
    unavailable.put(manifest.model(), reason);
  }

  private boolean isMissing(NamedModel model) throws IOException {
    return fingerprints.models().find(model.source()).isEmpty();
  }

  private static String notFetched(NamedModel model) {
    return ("%s is not on this machine, and is not fetched where sd.whenUnavailable says what to use"
            + " instead; sd:models -Dsd.action=fetch -Dsd.model=%1$s fetches it")
        .formatted(model.source().text());
  }

  /** Says how much must be fetched before the first byte of it is. */
  private void announce(Collection<Manifest> manifests, long libraries) throws IOException {
    Downloads downloads = new Downloads();
    for (Manifest manifest : manifests) {
      NamedModel model = manifest.model().orElseThrow();
      if (policy == WhenUnavailable.FAIL
          && isMissing(model)
          && !fingerprints.models().isOffline()) {
        ModelSource source = model.source();
        downloads.add("the model " + source.text(), fingerprints.models().bytesToFetch(source));
      }
    }
    if (libraries > 0) {
      downloads.addAbout("the engine's libraries", libraries);
    }
    downloads.sentence().ifPresent(log::info);
  }

  /** The files of a model that was {@link #provide provided}. */
  ModelFiles files(NamedModel model) {
    LocalModel local = located.get(model);
    return new ModelFiles(
        local.checkpoint().orElseThrow(), model.tokenizer().or(local::tokenizer), model.config());
  }

  /** Where a model comes from. */
  ModelOrigin origin(Optional<NamedModel> model) throws IOException {
    if (model.isEmpty() || model.get().isLocal()) {
      return ModelOrigin.HERE;
    }
    ModelSource source = model.get().source();
    Optional<LocalModel> local = fingerprints.models().find(source);
    if (local.isEmpty()) {
      // Its pictures come from the cache.
      return locked(model.get())
          .map(known -> new ModelOrigin(known.modelSource(), known.modelRevision()))
          .findFirst()
          .orElse(new ModelOrigin(name(source), ""));
    }
    return new ModelOrigin(name(source), revision(source, local.get()));
  }

  private String revision(ModelSource source, LocalModel local) throws IOException {
    if (local.revision().isPresent()) {
      return local.revision().get();
    }
    Path file = local.checkpoint().orElseThrow();
    return source instanceof WebSource ? "sha256:" + fingerprints.hashes().of(file) : "";
  }
}
