package org.latentj.maven;

import java.io.IOException;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.worker.EngineUnavailableException;
import org.latentj.request.GenerationCancelledException;
import org.latentj.runtime.TorchException;
import org.latentj.worker.WorkerException;

/** What a goal does; anything that it throws becomes one of Maven's two kinds of failure. */
@FunctionalInterface
interface GoalTask {

  /** Does it. */
  void run() throws ManifestException, IOException, MojoFailureException;

  /**
   * Does it.
   *
   * @throws MojoFailureException for what the user can correct in a manifest or the configuration
   * @throws MojoExecutionException for what the machine lacks
   */
  static void run(GoalTask task) throws MojoFailureException, MojoExecutionException {
    try {
      task.run();
    } catch (ManifestException | IllegalArgumentException e) {
      throw traced(new MojoFailureException(e.getMessage()), e);
    } catch (IOException e) {
      // The message of a missing file's exception is its path alone.
      throw traced(
          new MojoExecutionException(e.getClass().getSimpleName() + ": " + e.getMessage()), e);
    } catch (TorchException
        | EngineUnavailableException
        | WorkerException
        | GenerationCancelledException e) {
      throw traced(new MojoExecutionException(e.getMessage()), e);
    }
  }

  /**
   * Keeps a stack trace for Maven's {@code -e}. A cause's message, and its causes' (of the worker,
   * a whole stack trace), Maven would append to the one that is meant for the user.
   */
  private static <T extends Exception> T traced(T failure, Exception reason) {
    failure.addSuppressed(reason);
    return failure;
  }
}
