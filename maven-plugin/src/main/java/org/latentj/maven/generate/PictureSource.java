package org.latentj.maven.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.latentj.request.GenerationListener;

/** A loaded model, as far as this plugin uses it. Whoever opened it closes it. */
interface PictureSource extends AutoCloseable {

  /** Loads models. */
  interface Opener {

    /**
     * Loads a model; takes seconds to minutes.
     *
     * @param setup the model, and what it is loaded with
     * @throws IllegalArgumentException or org.latentj.checkpoint.CheckpointException if the user
     *     named something that cannot be loaded
     * @throws org.latentj.runtime.TorchException if libtorch or the device fails
     * @throws org.latentj.maven.worker.EngineUnavailableException if its libraries cannot be had
     * @throws org.latentj.worker.WorkerException if the engine's process fails
     */
    PictureSource open(ModelSetup setup, EngineOptions options);

    /**
     * About how many bytes of libraries {@link #open} would fetch first; 0 if none, or if nobody
     * knows.
     */
    long bytesToFetch(EngineOptions options);

    /**
     * Tells the version of the embedded model from all others, without loading it.
     *
     * @throws org.latentj.checkpoint.CheckpointException if there is none
     */
    String embeddedModel();
  }

  /**
   * Generates a picture and writes it.
   *
   * @param png in a folder that exists; replaced only when the new picture is complete
   * @param listener follows the request
   * @return what the user should know, a rounded size for example
   */
  List<String> write(Order order, Path png, GenerationListener listener) throws IOException;

  /** Where it runs, for the log. */
  String description();

  @Override
  void close();
}
