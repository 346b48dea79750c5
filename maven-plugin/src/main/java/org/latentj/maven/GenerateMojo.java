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

/** Generates the pictures that asset manifests list, as far as they are not up to date. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_RESOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
  /**
   * Manifests, or folders with {@code *.yaml}, {@code *.yml} and {@code *.json} manifests. If unset,
   * {@code src/main/sd}, which need not exist. Example: {@code -Dsd.manifests=art/icons.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.manifests")
  private List<File> manifests = List.of();

  /**
   * Pictures are written below this folder; it is a resource folder. Example: {@code assets}.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "sd.outputDirectory",
      defaultValue = "${project.build.directory}/generated-resources/sd")
  private File outputDirectory;

  /** Remembers what is up to date. */
  @Parameter(defaultValue = "${project.build.directory}/sd-state", readonly = true)
  private File stateDirectory;

  /**
   * Generates nothing if true. Example: {@code -Dsd.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Where to compute: {@code auto}, {@code cpu} or {@code cuda:N}. Example: {@code cpu}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.device", defaultValue = "auto")
  private String device;

  /**
   * Of the networks: {@code auto}, {@code fp32}, {@code fp16} or {@code bf16}. Example: {@code
   * fp32}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.precision", defaultValue = "auto")
  private String precision;

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    ResourceFolders.add(project, outputDirectory);
    if (skip) {
      getLog().info("Skipped: sd.skip is set");
      return;
    }
  }
}
