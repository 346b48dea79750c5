package org.latentj.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.latentj.maven.generate.Generation;
import org.latentj.maven.manifest.ManifestException;

/**
 * Generates the pictures that asset manifests list, as far as they are not up to date. Without a
 * key {@code model}, a manifest's pictures are made with miniature, the small model that comes with
 * the engine. With {@code -Dsd.prompt}, it makes one picture instead, also where there is no POM;
 * every key of an asset is a property then: {@code -Dsd.seed}, {@code -Dsd.size}, {@code
 * -Dsd.model}.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.GENERATE_RESOURCES,
    requiresProject = false,
    threadSafe = true)
public final class GenerateMojo extends EngineMojo {
  /**
   * Makes one picture that shows this, and reads no manifests. Example: {@code a red circle}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.prompt")
  private String prompt;

  /**
   * Gets the one picture of {@code sd.prompt}. Example: {@code fox.jpg}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.output", defaultValue = "picture.png")
  private File output;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    if (prompt == null && project.getFile() != null) {
      ResourceFolders.add(project, outputDirectory);
    }
    if (!skipped()) {
      GoalTask.run(prompt == null ? this::fromManifests : this::fromPrompt);
    }
  }

  private void fromManifests() throws ManifestException, IOException {
    if (project.getFile() == null) {
      throw new IllegalArgumentException(
          "there is no POM here; run sd:generate in a project, or give -Dsd.prompt=\"a red circle\"");
    }
    List<Path> files = manifestFiles();
    if (!files.isEmpty()) {
      Path folder = outputDirectory.toPath();
      getLog().info(generation(folder, stateDirectory.toPath(), true).run(files).toString());
    }
  }

  private void fromPrompt() throws ManifestException, IOException {
    new SinglePicture(output.toPath(), userProperties())
        .make(folders -> generation(folders.output(), folders.state(), false));
    getLog().info("The picture is in " + output);
  }

  private Generation generation(Path folder, Path state, boolean locks) {
    return new Generation(settings(folder, state, locks), getLog(), footer(), engine());
  }
}
