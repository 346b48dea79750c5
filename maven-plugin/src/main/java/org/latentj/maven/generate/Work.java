package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;
import org.latentj.EmbeddedModel;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.extend.lora.LoraReference;
import org.latentj.image.NumericOverflowException;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.manifest.Asset;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ModelExtensions;
import org.latentj.maven.manifest.NamedModel;
import org.latentj.maven.manifest.Problem;
import org.latentj.maven.manifest.Problems;
import org.latentj.maven.manifest.UsedFile;
import org.latentj.maven.progress.Footer;
import org.latentj.maven.worker.EngineUnavailableException;
import org.latentj.runtime.TorchException;
import org.latentj.worker.WorkerException;

/** Does what a plan says. For one run. */
final class Work {
  private static final String LOADING_EMBEDDED_MODEL =
      "Loading "
          + EmbeddedModel.NAME
          + ", the model embedded in the engine; key 'model' of a manifest names another: a checkpoint"
          + " or diffusers folder, hf:OWNER/NAME, or https://...";

  private final GenerationSettings settings;
  private final PictureSource.Opener opener;
  private final RunModels models;
  private final ExtensionFiles extensions;
  private final Producer producer;
  private final Fallback fallback;
  private final StateFolder state;
  private final Log log;
  private final Footer footer;
  private int generated;
  private int cached;
  private int upToDate;
  private int placeholders;
  private int done;
  private boolean cacheFailed;

  /** What one asset lacks must not keep the others from being made. */
  private final Problems problems = new Problems();

  Work(
      GenerationSettings settings,
      PictureSource.Opener opener,
      RunModels models,
      ExtensionFiles extensions,
      Producer producer,
      Fallback fallback,
      StateFolder state,
      Log log,
      Footer footer) {
    this.settings = settings;
    this.opener = opener;
    this.models = models;
    this.extensions = extensions;
    this.producer = producer;
    this.fallback = fallback;
    this.state = state;
    this.log = log;
    this.footer = footer;
  }

  Summary run(Plan plan) throws ManifestException, IOException {
    upToDate = plan.upToDate().size();
    fallBack(plan.unavailable());
    List<Job> missing = new ArrayList<>();
    for (Job job : plan.jobs()) {
      if (job.cached().isPresent()) {
        restore(job, job.cached().get());
      } else {
        missing.add(job);
      }
    }
    Map<Loaded, List<Job>> byModel =
        missing.stream()
            .collect(Collectors.groupingBy(Loaded::of, LinkedHashMap::new, Collectors.toList()));
    for (List<Job> jobs : byModel.values()) {
      generate(jobs, missing.size());
    }
    problems.throwIfAny();
    return new Summary(generated, cached, upToDate, placeholders);
  }

  /** What jobs must have in common to be done with the model loaded once. */
  private record Loaded(Optional<NamedModel> model, ModelExtensions extensions) {
    static Loaded of(Job job) {
      return new Loaded(job.manifest().model(), job.asset().extensions().model());
    }
  }

  private void generate(List<Job> jobs, int all) throws ManifestException, IOException {
    Manifest manifest = jobs.get(0).manifest();
    log.info(
        manifest
            .model()
            .map(model -> "Loading " + model.source().text())
            .orElse(LOADING_EMBEDDED_MODEL));
    PictureSource opened;
    try {
      opened = opener.open(setup(jobs), settings.options());
    } catch (CheckpointException | IllegalArgumentException e) {
      throw failure(new Problem(manifest.modelMark(), "model: " + e.getMessage()), e);
    } catch (TorchException | EngineUnavailableException | WorkerException e) {
      if (settings.whenUnavailable() == WhenUnavailable.FAIL) {
        throw e;
      }
      fallBack(
          jobs.stream()
              .map(job -> new Plan.Unavailable(job.manifest(), job.asset(), e.getMessage()))
              .toList());
      return;
    }
    try (PictureSource source = opened) {
      log.info("Loaded " + source.description());
      for (Job job : jobs) {
        done++;
        generate(source, job, "[%d/%d]".formatted(done, all));
      }
    }
  }

  private ModelSetup setup(List<Job> jobs) {
    Loaded loaded = Loaded.of(jobs.get(0));
    ModelExtensions model = loaded.extensions();
    boolean tagged = jobs.stream().anyMatch(job -> !job.asset().extensions().loras().isEmpty());
    boolean words = jobs.stream().anyMatch(job -> extensions.usesEmbeddings(job.asset()));
    return new ModelSetup(
        loaded.model().map(models::files),
        model.vae().flatMap(UsedFile::path),
        model.loras().stream()
            .map(lora -> LoraReference.of(lora.file().path().orElseThrow(), lora.weight()))
            .toList(),
        Optional.of(settings.extras().loraFolder()).filter(folder -> tagged),
        model.embeddings().stream().filter(place -> words && Files.exists(place)).toList(),
        model.safetyChecker());
  }

  private void generate(PictureSource source, Job job, String counter) throws IOException {
    long start = System.nanoTime();
    Asset asset = job.asset();
    Path part = state.newFile(".png");
    try {
      List<String> remarks = source.write(Requests.of(asset), part, footer.follow(asset.output()));
      keep(job, part);
      Optional<String> differs = producer.produce(job, part);
      generated++;
      footer.clear();
      log.info(
          "%s %s in %s s (%s)"
              .formatted(
                  counter,
                  asset.output(),
                  String.format(Locale.ROOT, "%.1f", (System.nanoTime() - start) / 1e9),
                  job.reason()));
      remarks.forEach(remark -> log.warn(asset.output() + ": " + remark));
      differs.ifPresent(remark -> log.warn(asset.output() + ": " + remark));
    } catch (IllegalArgumentException | NumericOverflowException | CheckpointException e) {
      // The last one is a LoRA or a ControlNet that does not fit the model.
      problems.add(asset.where(), e.getMessage());
    } finally {
      footer.clear();
      Files.deleteIfExists(part);
    }
  }

  private void restore(Job job, Path picture) throws IOException {
    try {
      Optional<String> remark = producer.produce(job, picture);
      log.info("%s from the cache (%s)".formatted(job.asset().output(), job.reason()));
      remark.ifPresent(text -> log.warn(job.asset().output() + ": " + text));
      cached++;
    } catch (IllegalArgumentException e) {
      problems.add(job.asset().where(), e.getMessage());
    }
  }

  /** A cache that cannot be written is no reason to fail. */
  private void keep(Job job, Path picture) {
    try {
      settings.cache().keep(job.keys().picture(), picture);
    } catch (IOException e) {
      if (!cacheFailed) {
        cacheFailed = true;
        log.warn(
            "Pictures are not cached: %s. -Dsd.cache=FOLDER names another folder, -Dsd.cache=off none"
                .formatted(e));
      }
    }
  }

  private void fallBack(List<Plan.Unavailable> unavailable) throws IOException {
    for (Plan.Unavailable entry : unavailable) {
      try {
        switch (fallback.use(entry.asset(), entry.reason())) {
          case LOCKED -> upToDate++;
          case RESTORED -> cached++;
          case PLACEHOLDER -> placeholders++;
        }
      } catch (IllegalArgumentException e) {
        problems.add(entry.asset().where(), e.getMessage());
      }
    }
  }

  private static ManifestException failure(Problem problem, Exception cause) {
    ManifestException failure = new ManifestException(List.of(problem));
    failure.initCause(cause);
    return failure;
  }
}
