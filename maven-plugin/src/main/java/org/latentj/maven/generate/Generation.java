package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;
import org.latentj.EmbeddedModel;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.image.NumericOverflowException;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.manifest.ModelFiles;
import org.latentj.maven.manifest.Problem;
import org.latentj.request.GenerationRequest;
import org.latentj.runtime.TorchException;

/** A run: reads manifests, plans, loads each model once if at all, and writes pictures. */
public final class Generation {
  /** Modules that are built at once ({@code -T}) wait: two models may not fit into memory. */
  private static final Object ONE_AT_A_TIME = new Object();

  private static final String LOADING_EMBEDDED_MODEL =
      "Loading "
          + EmbeddedModel.NAME
          + ", the model embedded in the engine; key 'model' of a manifest names another, a checkpoint"
          + " or diffusers folder";

  private final OutputFolder output;
  private final EngineOptions options;
  private final Records records;
  private final Planner planner;
  private final PictureSource.Opener opener;
  private final Log log;

  /**
   * A run with the engine.
   *
   * @param outputFolder pictures are written below it; created when needed
   * @param stateFolder remembers what is up to date; created when needed
   */
  public Generation(Path outputFolder, Path stateFolder, EngineOptions options, Log log) {
    this(outputFolder, stateFolder, options, log, EnginePictures.OPENER);
  }

  Generation(
      Path outputFolder,
      Path stateFolder,
      EngineOptions options,
      Log log,
      PictureSource.Opener opener) {
    this.output = new OutputFolder(outputFolder.toAbsolutePath().normalize());
    this.options = options;
    this.log = log;
    this.opener = opener;
    StateFolder state = new StateFolder(stateFolder);
    FileHashes hashes = new FileHashes(state);
    this.records = new Records(state, hashes);
    this.planner =
        new Planner(output, records, new AssetFingerprint(hashes, options, opener::embeddedModel));
  }

  /**
   * Generates what is not up to date. Pictures that were finished before a failure stay.
   *
   * @throws ManifestException with every mistake of the manifests, before anything is generated; or
   *     because a model cannot be used
   * @throws IOException if a file cannot be read or written
   * @throws TorchException if libtorch or the device fails
   */
  public Summary run(List<Path> manifests) throws ManifestException, IOException {
    synchronized (ONE_AT_A_TIME) {
      List<Manifest> parsed = ManifestReader.read(manifests);
      Plan plan = planner.plan(parsed);
      Map<Optional<ModelFiles>, List<Job>> byModel =
          plan.jobs().stream()
              .collect(
                  Collectors.groupingBy(
                      job -> job.manifest().model(), LinkedHashMap::new, Collectors.toList()));
      int done = 0;
      for (List<Job> jobs : byModel.values()) {
        try (PictureSource source = open(jobs.get(0).manifest())) {
          for (Job job : jobs) {
            done++;
            generate(source, job, "[%d/%d]".formatted(done, plan.jobs().size()));
          }
        }
      }
      return new Summary(done, plan.upToDate());
    }
  }

  private PictureSource open(Manifest manifest) throws ManifestException {
    log.info(
        manifest.model().map(model -> "Loading " + model.model()).orElse(LOADING_EMBEDDED_MODEL));
    try {
      PictureSource source = opener.open(manifest.model(), options);
      log.info("Loaded " + source.description());
      return source;
    } catch (CheckpointException | IllegalArgumentException e) {
      throw failure(new Problem(manifest.modelMark(), "model: " + e.getMessage()), e);
    }
  }

  private void generate(PictureSource source, Job job, String counter)
      throws ManifestException, IOException {
    long start = System.nanoTime();
    try {
      GenerationRequest request = Requests.of(job.asset());
      Path file = output.prepare(job.asset().output());
      List<String> remarks = source.write(request, file);
      records.add(file, job.fingerprint());
      double seconds = (System.nanoTime() - start) / 1e9;
      log.info(
          "%s %s in %s s (%s)"
              .formatted(
                  counter,
                  job.asset().output(),
                  String.format(Locale.ROOT, "%.1f", seconds),
                  job.reason()));
      remarks.forEach(remark -> log.warn(job.asset().output() + ": " + remark));
    } catch (IllegalArgumentException | NumericOverflowException e) {
      throw failure(new Problem(job.asset().where(), e.getMessage()), e);
    }
  }

  private static ManifestException failure(Problem problem, Exception cause) {
    ManifestException failure = new ManifestException(List.of(problem));
    failure.initCause(cause);
    return failure;
  }
}
