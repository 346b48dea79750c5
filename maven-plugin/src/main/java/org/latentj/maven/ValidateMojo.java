package org.latentj.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.latentj.maven.manifest.Manifest;
import org.latentj.maven.manifest.ManifestReader;

/**
 * Checks asset manifests and the pictures that they begin with, and reports all mistakes at once.
 * Needs neither model nor engine.
 *
 * @since 0.1.0
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends ManifestMojo {

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    if (!skipped()) {
      GoalTask.run(
          () -> {
            List<Path> files = manifestFiles();
            List<Manifest> manifests = ManifestReader.read(files, readOptions());
            int assets = manifests.stream().mapToInt(manifest -> manifest.assets().size()).sum();
            getLog().info("%d manifests, %d assets, no mistakes".formatted(files.size(), assets));
          });
    }
  }
}
