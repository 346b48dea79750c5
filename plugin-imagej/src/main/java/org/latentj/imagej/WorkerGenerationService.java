package org.latentj.imagej;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.LoadOptions;
import org.latentj.ModelReference;
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
  private boolean disposed;

  /**
   * As the others; and {@link org.latentj.worker.WorkerException} if the process fails, {@link
   * IllegalStateException} if ImageJ ends.
   */
  @Override
  public GenerationResult generate(
      Optional<Path> model, GenerationRequest request, GenerationListener listener) {
    Optional<WorkerGenerator> generator = worker();
    return generator.isPresent()
        ? generator
            .get()
            .generate(new ModelReference(model, LoadOptions.defaults()), request, listener)
        : inProcess.generate(model, request, listener);
  }

  private synchronized Optional<WorkerGenerator> worker() {
    if (worker == null && !disposed) {
      worker =
          WorkerClassPath.find()
              .map(classPath -> WorkerGenerator.own(WorkerOptions.of(classPath)))
              .orElse(null);
    }
    return Optional.ofNullable(worker);
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
