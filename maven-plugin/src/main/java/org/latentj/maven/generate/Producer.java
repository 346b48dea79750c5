package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.latentj.EmbeddedModel;
import org.latentj.StableDiffusion;
import org.latentj.image.PictureFiles;
import org.latentj.maven.files.FileHashes;
import org.latentj.maven.lock.LockFile;
import org.latentj.maven.lock.LockedAsset;
import org.latentj.maven.lock.Provenance;
import org.latentj.maven.manifest.NamedModel;
import org.latentj.maven.output.Derivation;
import org.latentj.maven.output.OutputFolder;
import org.latentj.metadata.GenerationParameters;
import org.latentj.metadata.ParametersText;

/** Makes an asset's files of its generated picture, and notes where they come from. */
final class Producer {
  private final OutputFolder output;
  private final Derivation derivation;
  private final LockedFiles files;
  private final LockFile lock;
  private final Records records;
  private final RunModels models;

  Producer(
      OutputFolder output,
      Derivation derivation,
      LockedFiles files,
      LockFile lock,
      Records records,
      RunModels models) {
    this.output = output;
    this.derivation = derivation;
    this.files = files;
    this.lock = lock;
    this.records = records;
    this.models = models;
  }

  /**
   * Writes an asset's files.
   *
   * @param generated the PNG as it was generated; not modified
   * @return what the user should know; empty for nothing
   */
  Optional<String> produce(Job job, Path generated) throws IOException {
    Map<String, Path> written = derivation.write(generated, job.asset());
    LockedAsset locked =
        LockedAsset.of(
            lock.nameOf(job.asset().where().file()),
            job.keys().entry(),
            Optional.of(source(job, generated)),
            files.hashesOf(written));
    records.put(output.file(job.asset().output()), job.keys().files(), locked);
    String name = files.name(job.asset().output());
    Optional<LockedAsset> before = lock.find(name);
    lock.put(name, locked);
    return before.filter(old -> isSurprising(old, locked)).map(old -> differs());
  }

  private String differs() {
    return "the same entry, model and engine gave other bytes than are locked: another device or"
        + " another Java made them. Commit "
        + lock.file().getFileName()
        + ", or let one kind of machine make the pictures and others use them:"
        + " -Dsd.whenUnavailable=useLocked where there is no model";
  }

  private static boolean isSurprising(LockedAsset old, LockedAsset now) {
    return old.entry().equals(now.entry())
        && !old.files().equals(now.files())
        && old.source().isPresent()
        && isSame(old.source().get(), now.source().orElseThrow());
  }

  private static boolean isSame(Provenance old, Provenance now) {
    return old.modelFingerprint().equals(now.modelFingerprint())
        && old.extensions().equals(now.extensions())
        && old.engine().equals(now.engine());
  }

  /** Notes again where an asset comes from: its manifest may have been renamed. */
  void keep(Plan.UpToDate current) throws IOException {
    LockedAsset known = current.known();
    String license = ModelLicense.of(current.manifest());
    lock.put(
        files.name(current.asset().output()),
        new LockedAsset(
            lock.nameOf(current.asset().where().file()),
            known.entry(),
            known.source().map(source -> source.withLicense(license)),
            known.files()));
  }

  private Provenance source(Job job, Path generated) throws IOException {
    String text = PictureFiles.readParameters(generated).orElse("");
    GenerationParameters parameters = ParametersText.parse(text);
    Optional<NamedModel> model = job.manifest().model();
    ModelOrigin origin = models.origin(model);
    return new Provenance(
        FileHashes.hash(generated),
        name(model, parameters),
        origin.source(),
        origin.revision(),
        parameters.modelHash().orElse(""),
        job.keys().model(),
        ModelLicense.of(job.manifest()),
        StableDiffusion.version(),
        job.keys().extensions(),
        text);
  }

  /** A model of the hub lies in a folder that is named by its commit, and the engine says that. */
  private static String name(Optional<NamedModel> model, GenerationParameters parameters) {
    String usual = model.map(named -> named.source().name()).orElse(EmbeddedModel.NAME);
    return model.filter(named -> !named.isLocal()).isPresent()
        ? usual
        : parameters.model().orElse(usual);
  }
}
