package org.latentj.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.latentj.maven.manifest.ManifestReader;
import org.latentj.maven.sheet.ContactSheet;

/**
 * Writes a contact sheet: one HTML file, for any browser without a network, that shows all assets
 * with their parameters and where they come from. Generates nothing.
 *
 * @since 0.1.0
 */
@Mojo(name = "sheet", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public final class SheetMojo extends ManifestMojo {
  /**
   * Where the contact sheet goes. Example: {@code docs/assets.html}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.sheet", defaultValue = "${project.build.directory}/sd-sheet.html")
  private File sheet;

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    if (!skipped()) {
      GoalTask.run(
          () -> {
            List<Path> files = manifestFiles();
            if (!files.isEmpty()) {
              ContactSheet contacts = new ContactSheet(outputDirectory.toPath(), lockFile.toPath());
              String title = "Assets of " + project.getName();
              int assets =
                  contacts.write(sheet.toPath(), title, ManifestReader.read(files, readOptions()));
              getLog().info("%d assets on %s".formatted(assets, sheet));
            }
          });
    }
  }
}
