package org.latentj.imagej;

import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;
import org.scijava.service.SciJavaService;

/**
 * Generates pictures, wherever that happens, with the device and precision of Edit &gt; Options
 * &gt; Stable Diffusion... A service of higher priority replaces this one. {@code ImageService} is
 * the same for ImageJ's images.
 */
public interface GenerationService extends SciJavaService {

  /**
   * Serves a request. Never call it on the event thread: it takes seconds to minutes.
   *
   * @param model its device, precision and memory mode are those of the options, whatever it says
   * @param listener hears of progress, and may cancel
   * @throws IllegalArgumentException if the request cannot be served as it is
   * @throws org.latentj.checkpoint.CheckpointException if the model cannot be used
   * @throws org.latentj.request.GenerationCancelledException if the listener cancels
   * @throws org.latentj.runtime.TorchException if libtorch or the device fails
   */
  GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener);

  /**
   * Loads a model if it is not loaded yet, and says what and where it is. Never call it on the
   * event thread.
   *
   * @param model as in {@link #generate}
   * @throws org.latentj.checkpoint.CheckpointException if the model cannot be used
   * @throws org.latentj.runtime.TorchException if libtorch or the device fails
   */
  ModelInfo load(ModelReference model);

  /** Where the engine runs, as a sentence; loads nothing. */
  String whereItRuns();
}
