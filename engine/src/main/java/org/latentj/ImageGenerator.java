package org.latentj;

import org.latentj.request.GenerationListener;
import org.latentj.request.GenerationRequest;
import org.latentj.request.GenerationResult;

/**
 * Serves requests with whatever model they name, wherever the networks run: {@link
 * InProcessGenerator} in this JVM, {@code org.latentj.worker.WorkerGenerator} in a child process.
 * The same request gives the same pixels and the same errors in both.
 *
 * <p>Implementations are thread-safe: requests are served one at a time, others wait. The model of
 * the last request stays loaded; naming another one, or the same with other options, frees it
 * first.
 *
 * <p>Whoever makes a generator closes it; requests fail after that.
 */
public interface ImageGenerator extends AutoCloseable {

  /**
   * Serves a request; loads the model if it is not loaded yet, which takes seconds to minutes.
   *
   * @param listener hears of progress on this thread, and may cancel; must not use this generator
   * @throws IllegalArgumentException if the request or an option has a value that cannot be served
   * @throws org.latentj.checkpoint.CheckpointException if the model cannot be used
   * @throws org.latentj.request.GenerationCancelledException if the listener cancels
   * @throws org.latentj.runtime.TorchException if libtorch or the device fails
   * @throws org.latentj.image.NumericOverflowException if the precision is too low for this model
   * @throws IllegalStateException if this generator is closed
   */
  GenerationResult generate(
      ModelReference model, GenerationRequest request, GenerationListener listener);

  /** As {@link #generate(ModelReference, GenerationRequest, GenerationListener)}, unobserved. */
  default GenerationResult generate(ModelReference model, GenerationRequest request) {
    return generate(model, request, GenerationListener.NONE);
  }

  /**
   * Loads a model if it is not loaded yet, and says what and where it is.
   *
   * @throws IllegalArgumentException if an option's value is none of the allowed ones
   * @throws org.latentj.checkpoint.CheckpointException if the model cannot be used
   * @throws org.latentj.runtime.TorchException if libtorch or the device fails
   * @throws IllegalStateException if this generator is closed
   */
  ModelInfo load(ModelReference model);

  @Override
  void close();
}
