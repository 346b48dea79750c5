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

  Producer(
      OutputFolder output,
      Derivation derivation,
      LockedFiles files,
      LockFile lock,
      Records records) {
    this.output = output;
    this.derivation = derivation;
    this.files = files;
    this.lock = lock;
    this.records = records;
  }

  /**
   * Writes an asset's files.
   *
   * @param generated the PNG as it was generated; not modified
   */
  void produce(Job job, Path generated) throws IOException {
    Map<String, Path> written = derivation.write(generated, job.asset());
    LockedAsset locked =
        LockedAsset.of(
            lock.nameOf(job.asset().where().file()),
            job.keys().entry(),
            Optional.of(source(job, generated)),
            files.hashesOf(written));
    records.put(output.file(job.asset().output()), job.keys().files(), locked);
    lock.put(files.name(job.asset().output()), locked);
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

  private static Provenance source(Job job, Path generated) throws IOException {
    String text = PictureFiles.readParameters(generated).orElse("");
    GenerationParameters parameters = ParametersText.parse(text);
    String model =
        job.manifest()
            .model()
            .map(files -> files.model().getFileName().toString())
            .orElse(EmbeddedModel.NAME);
    return new Provenance(
        FileHashes.hash(generated),
        parameters.model().orElse(model),
        parameters.modelHash().orElse(""),
        job.keys().model(),
        ModelLicense.of(job.manifest()),
        StableDiffusion.version(),
        text);
  }
}
