package org.latentj.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * Generates the pictures that asset manifests list, as far as they are not up to date. Without a
 * key {@code model}, a manifest's pictures are made with miniature, the small model that comes with
 * the engine.
 *
 * @since 0.1.0
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
  /** Manifests, or folders of them; unset: {@code src/main/sd}. Example: {@code art/icons.yaml}. */
  @Parameter(property = "sd.manifests")
  private List<File> manifests = List.of();

  /** Gets the pictures, and becomes a resource folder. Example: {@code assets}. */
  @Parameter(
      property = "sd.outputDirectory",
      defaultValue = "${project.build.directory}/generated-resources/sd")
  private File outputDirectory;

  /** Generates nothing if true. Example: {@code -Dsd.skip}. */
  @Parameter(property = "sd.skip", defaultValue = "false")
  private boolean skip;

  /** Computes on {@code auto}, {@code cpu} or {@code cuda:N}. Example: {@code cpu}. */
  @Parameter(property = "sd.device", defaultValue = "auto")
  private String device;

  /**
   * Computes in {@code auto}, {@code fp32}, {@code fp16} or {@code bf16}. Example: {@code fp32}.
   */
  @Parameter(property = "sd.precision", defaultValue = "auto")
  private String precision;

  @Parameter(defaultValue = "${project.build.directory}/sd-state", readonly = true)
  private File stateDirectory;

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    ResourceFolders.add(project, outputDirectory);
    if (skip) {
      getLog().info("Skipped: sd.skip is set");
      return;
    }
    File standard = new File(project.getBasedir(), "src/main/sd");
    new GenerateGoal(manifests, standard, outputDirectory, stateDirectory, device, precision)
        .run(getLog());
  }
}
