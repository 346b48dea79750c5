package org.latentj.imagej;

import java.nio.file.Path;
import java.util.Optional;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.scijava.service.SciJavaService;

/** Generates pictures, wherever that happens. A service of higher priority replaces this one. */
public interface GenerationService extends SciJavaService {

  /**
   * Serves a request. Never call it on the event thread: it takes seconds to minutes.
   *
   * @param model a diffusers folder or a checkpoint file; empty for the engine's embedded model
   * @param listener hears of progress, and may cancel
   * @throws IllegalArgumentException if the request cannot be served as it is
   * @throws org.latentj.checkpoint.CheckpointException if the model cannot be used
   * @throws org.latentj.request.GenerationCancelledException if the listener cancels
   * @throws org.latentj.runtime.TorchException if libtorch or the device fails
   */
  GenerationResult generate(
      Optional<Path> model, GenerationRequest request, GenerationListener listener);
}
