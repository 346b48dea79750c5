package org.latentj.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.latentj.maven.generate.Generation;

/**
 * Generates the pictures that asset manifests list, as far as they are not up to date. Without a
 * key {@code model}, a manifest's pictures are made with miniature, the small model that comes with
 * the engine.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class GenerateMojo extends EngineMojo {

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    ResourceFolders.add(project, outputDirectory);
    if (!skipped()) {
      GoalTask.run(
          () -> {
            List<Path> files = manifestFiles();
            if (!files.isEmpty()) {
              Path output = outputDirectory.toPath();
              Generation generation = new Generation(settings(output, true), getLog(), footer());
              getLog().info(generation.run(files).toString());
            }
          });
    }
  }
}
