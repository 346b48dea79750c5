package org.latentj.maven.worker;

import org.latentj.ModelReference;

/** The engine of a build; started when a model is first needed. */
@FunctionalInterface
public interface BuildEngine {

  /**
   * Loads a model if it is not loaded yet, which takes seconds to minutes, and longer where the
   * engine's libraries must be fetched first.
   *
   * @throws EngineUnavailableException if the engine's libraries cannot be had
   * @throws IllegalArgumentException or org.latentj.checkpoint.CheckpointException if the user
   *     named something that cannot be loaded
   * @throws org.latentj.runtime.TorchException if libtorch or the device fails
   * @throws org.latentj.worker.WorkerException if the engine's process fails
   */
  LoadedModel load(ModelReference model);

  /**
   * About how many bytes must be fetched before a model can be loaded; 0 if none, or if nobody
   * knows.
   *
   * @param device as in a model's options
   */
  default long bytesToFetch(String device) {
    return 0;
  }
}
