package org.latentj.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.latentj.maven.generate.EngineOptions;
import org.latentj.maven.generate.Generation;
import org.latentj.maven.generate.ManifestFiles;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.runtime.TorchException;

/**
 * What {@link GenerateMojo} is asked to do.
 *
 * @param manifests files or folders; empty for {@code standard}
 * @param standard the folder of manifests that need not exist
 * @param outputFolder where pictures go
 * @param stateFolder what remembers earlier runs
 * @param device as in {@link EngineOptions#of}
 * @param precision as in {@link EngineOptions#of}
 */
record GenerateGoal(
    List<File> manifests,
    File standard,
    File outputFolder,
    File stateFolder,
    String device,
    String precision) {

  /**
   * Does it.
   *
   * @throws MojoFailureException for what the user can correct in a manifest or the configuration
   * @throws MojoExecutionException for what the machine lacks
   */
  void run(Log log) throws MojoFailureException, MojoExecutionException {
    try {
      EngineOptions options = EngineOptions.of(device, precision);
      List<Path> files =
          ManifestFiles.find(manifests.stream().map(File::toPath).toList(), standard.toPath());
      if (files.isEmpty()) {
        log.info("No asset manifests in " + standard);
        return;
      }
      Generation generation =
          new Generation(outputFolder.toPath(), stateFolder.toPath(), options, log);
      log.info(generation.run(files).toString());
    } catch (ManifestException | IllegalArgumentException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException e) {
      // The message of a missing file's exception is its path alone.
      throw new MojoExecutionException(e.getClass().getSimpleName() + ": " + e.getMessage(), e);
    } catch (TorchException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }
}
