package org.latentj.imagej.service;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.imagej.GenerationService;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.latentj.worker.WorkerGenerator;
import org.latentj.worker.WorkerOptions;
import org.scijava.Priority;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * Runs the engine in a process of its own, so that nothing it does can harm open images. Where its
 * jars are not installed apart from ImageJ's, the engine runs in ImageJ's process.
 */
@Plugin(type = Service.class, priority = Priority.HIGH)
public final class WorkerGenerationService extends AbstractService implements GenerationService {
  @Parameter private InProcessGenerationService inProcess;

  private WorkerGenerator worker;
  private WorkerOptions started;
  private boolean disposed;

  /**
   * As the others; and {@link org.latentj.worker.WorkerException} if the process fails, {@link
   * IllegalStateException} if ImageJ ends.
   */
  @Override
  public GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener) {
    EngineSettings settings = EngineSettings.of(getContext());
    Optional<WorkerGenerator> generator = worker(settings);
    if (generator.isEmpty()) {
      return inProcess.generate(model, request, listener);
    }
    ModelReference applied = settings.applied(model);
    WholePictures.Marked marked =
        WholePictures.of(request, settings, () -> generator.get().load(applied).nativeSize());
    return marked.told(generator.get().generate(applied, marked.request(), listener));
  }

  @Override
  public ModelInfo load(ModelReference model) {
    EngineSettings settings = EngineSettings.of(getContext());
    Optional<WorkerGenerator> generator = worker(settings);
    return generator.isPresent()
        ? generator.get().load(settings.applied(model))
        : inProcess.load(model);
  }

  @Override
  public String whereItRuns() {
    return WorkerClassPath.find().isPresent()
        ? "in a process of its own" + (pid().isPresent() ? ", " + pid().getAsLong() : "")
        : inProcess.whereItRuns();
  }

  private synchronized Optional<WorkerGenerator> worker(EngineSettings settings) {
    Optional<WorkerOptions> wanted = WorkerClassPath.find().map(WorkerOptions::of);
    if (disposed || wanted.isEmpty()) {
      return Optional.ofNullable(worker);
    }
    WorkerOptions options = withSettings(wanted.get(), settings);
    if (!options.equals(started)) {
      // Other memory or another folder need another process.
      if (worker != null) {
        worker.close();
      }
      worker = WorkerGenerator.own(options);
      started = options;
    }
    return Optional.of(worker);
  }

  private static WorkerOptions withSettings(WorkerOptions options, EngineSettings settings) {
    WorkerOptions sized =
        settings.megabytes() == 0 ? options : options.withMaxHeapMegabytes(settings.megabytes());
    return settings
        .cacheFolder()
        .map(folder -> sized.withEnvironment(Map.of("DJL_CACHE_DIR", folder.toString())))
        .orElse(sized);
  }

  /** The worker's process id, if it runs. */
  public synchronized OptionalLong pid() {
    return worker == null ? OptionalLong.empty() : worker.pid();
  }

  /** Ends the process, also in the middle of a picture. */
  @Override
  public synchronized void dispose() {
    disposed = true;
    if (worker != null) {
      worker.close();
    }
  }
}
