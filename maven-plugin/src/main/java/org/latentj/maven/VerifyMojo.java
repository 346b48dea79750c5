package org.latentj.maven;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.latentj.maven.files.StateFolder;
import org.latentj.maven.generate.Verification;
import org.latentj.maven.manifest.ManifestException;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.models.BuildModels;

/**
 * Proves that pictures are what manifests and lock file say, without generating anything. Needs
 * neither model nor GPU.
 *
 * @since 0.1.0
 */
@Mojo(name = "verify", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class VerifyMojo extends ManifestMojo {
  /**
   * Checks the pictures' bytes too; false if only manifests and lock file are there. Example:
   * {@code false}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.verifyPictures", defaultValue = "true")
  private boolean verifyPictures = true;

  /**
   * Weight files that pictures were made with, as for {@code sd:generate}. Example: {@code fp16}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.variant")
  private String variant;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    if (!skipped()) {
      GoalTask.run(this::verify);
    }
  }

  private void verify() throws ManifestException, IOException, MojoFailureException {
    List<Path> files = manifestFiles();
    Verification verification =
        new Verification(
            outputDirectory.toPath(),
            lockFile.toPath(),
            new StateFolder(stateDirectory.toPath()),
            BuildModels.here(text(variant), getLog()),
            text(variant),
            verifyPictures);
    List<String> differences =
        verification.differences(files, ManifestReader.read(files, readOptions()));
    if (!differences.isEmpty()) {
      throw new MojoFailureException(Verification.message(differences, lockFile.getName()));
    }
    getLog().info("Pictures, manifests and %s agree".formatted(lockFile.getName()));
  }
}
