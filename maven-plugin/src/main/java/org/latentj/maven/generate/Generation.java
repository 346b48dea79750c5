package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.maven.plugin.logging.Log;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.manifest.ReadOptions;
import org.latentj.maven.output.Derivation;
import org.latentj.maven.output.OutputFolder;
import org.latentj.maven.progress.Footer;
import org.latentj.maven.worker.BuildEngine;
import org.latentj.runtime.TorchException;

/** A run: reads manifests, plans, loads each model once if at all, and writes pictures. */
public final class Generation {
  /**
   * Modules that are built at once ({@code -T}) wait for each other: two models may not fit into
   * memory, and loading them in turn for every picture takes long. Plugin realms have each their
   * own copy of this class; an interned string is the same object for all of them.
   */
  private static final Object ONE_AT_A_TIME = "org.latentj.maven.generate.Generation".intern();

  private final GenerationSettings settings;
  private final Log log;
  private final Footer footer;
  private final PictureSource.Opener opener;

  /** A run with the engine, which is used only if something must be generated. */
  public Generation(GenerationSettings settings, Log log, Footer footer, BuildEngine engine) {
    this(
        settings,
        log,
        footer,
        EnginePictures.opener(engine, new StateFolder(settings.stateFolder())));
  }

  Generation(GenerationSettings settings, Log log, Footer footer, PictureSource.Opener opener) {
    this.settings = settings;
    this.log = log;
    this.footer = footer;
    this.opener = opener;
  }

  /**
   * Makes what is not up to date. Pictures that were finished before a failure stay.
   *
   * @throws ManifestException with every mistake of the manifests, before anything is generated; or
   *     because a model cannot be used
   * @throws IllegalArgumentException if the lock file is none
   * @throws IOException if a file cannot be read or written
   * @throws TorchException if libtorch or the device fails
   * @throws org.latentj.maven.worker.EngineUnavailableException if the engine's libraries cannot be
   *     had
   * @throws org.latentj.worker.WorkerException if the engine's process failed twice, or hung
   */
  public Summary run(List<Path> files) throws ManifestException, IOException {
    synchronized (ONE_AT_A_TIME) {
      UnchangedRun unchanged = new UnchangedRun(settings, files, opener);
      OptionalInt upToDate = unchanged.find();
      return upToDate.isPresent() ? new Summary(0, upToDate.getAsInt()) : run(files, unchanged);
    }
  }

  private Summary run(List<Path> files, UnchangedRun unchanged)
      throws ManifestException, IOException {
    boolean required = settings.whenUnavailable() == WhenUnavailable.FAIL;
    UsedProperties properties = new UsedProperties(settings.properties());
    List<Manifest> manifests =
        ManifestReader.read(files, new ReadOptions(properties, required, settings.extras()));
    LockFile lock =
        settings.writesLock()
            ? LockFile.read(settings.lockFile())
            : LockFile.empty(settings.lockFile());
    Map<String, LockedAsset> before = lock.assets();
    Summary summary;
    try {
      summary = run(files, manifests, lock, before);
    } finally {
      // What was made before a failure stays made, and known.
      if (settings.writesLock()) {
        lock.write();
      }
    }
    if (summary.placeholders() == 0) {
      unchanged.remember(files, manifests, properties, lock);
    }
    return summary;
  }

  private Summary run(
      List<Path> files, List<Manifest> manifests, LockFile lock, Map<String, LockedAsset> before)
      throws ManifestException, IOException {
    OutputFolder output = new OutputFolder(settings.outputFolder().toAbsolutePath().normalize());
    StateFolder state = new StateFolder(settings.stateFolder());
    state.clean();
    FileHashes hashes = new FileHashes(state);
    LockedFiles locked = new LockedFiles(output, lock, hashes);
    Records records = new Records(state);
    ModelFingerprints modelHashes =
        new ModelFingerprints(
            hashes, opener::embeddedModel, settings.models(), settings.options().variant());
    RunModels models = new RunModels(modelHashes, lock, settings.whenUnavailable(), log);
    AssetFingerprint fingerprints =
        new AssetFingerprint(hashes, settings.options(), EngineIdentity.of(hashes));
    boolean required = settings.whenUnavailable() == WhenUnavailable.FAIL;
    ExtensionFiles extensions = new ExtensionFiles(hashes);
    Planner planner =
        new Planner(
            output,
            records,
            fingerprints,
            extensions,
            lock,
            locked,
            models,
            settings.cache(),
            required);
    Plan plan = planner.plan(manifests);
    long libraries = plan.needsEngine() ? opener.bytesToFetch(settings.options()) : 0;
    if (models.provide(plan.modelsNeeded(), libraries)) {
      plan = planner.plan(manifests);
    }
    Derivation derivation = new Derivation(output, state);
    Producer producer = new Producer(output, derivation, locked, lock, records, models);
    for (Plan.UpToDate known : plan.upToDate()) {
      producer.keep(known);
    }
    Fallback fallback =
        new Fallback(
            settings.whenUnavailable(),
            lock,
            locked,
            settings.cache(),
            hashes,
            derivation,
            state,
            log);
    Work work =
        new Work(settings, opener, models, extensions, producer, fallback, state, log, footer);
    Summary summary = work.run(plan);
    new SheetWork(output, lock, locked, state, log).run(manifests, summary.placeholders() == 0);
    new Leftovers(output, lock, locked, log).remove(before, files, manifests);
    return summary;
  }
}
