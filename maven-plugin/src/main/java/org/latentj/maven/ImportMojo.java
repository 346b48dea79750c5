package org.latentj.maven;

import java.io.File;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Reads the parameters of pictures that were made elsewhere, with A1111's web UI for example, and
 * prints manifest entries that ask for the same.
 *
 * @since 0.1.0
 */
@Mojo(name = "import", requiresProject = false, threadSafe = true)
public final class ImportMojo extends AbstractMojo {
  /**
   * Pictures, or folders of PNGs, JPEGs and WebPs. Example: {@code -Dsd.pictures=~/outputs}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.pictures", required = true)
  private List<File> pictures = List.of();

  /**
   * Gets the entries; unset: the log. Must not exist. Example: {@code src/main/sd/imported.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.importTo")
  private File importTo;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    GoalTask.run(() -> new ImportGoal(pictures, importTo).run(getLog()));
  }
}
