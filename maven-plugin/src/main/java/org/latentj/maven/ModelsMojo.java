package org.latentj.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.maven.models.BuildLibrary;
import org.latentj.maven.models.ModelsGoal;
import org.latentj.models.LibrarySettings;
import org.latentj.models.ModelLibrary;

/**
 * Manages models: lists, fetches, verifies and removes them, says where they are, and converts
 * single files to folders.
 *
 * @since 0.1.0
 */
@Mojo(name = "models", requiresProject = false, threadSafe = true)
public final class ModelsMojo extends AbstractMojo {
  /**
   * What to do: {@code list} what is on this machine, {@code known} models, {@code fetch}, {@code
   * verify}, {@code remove}, {@code where}, or {@code convert} a single file to a folder. Example:
   * {@code fetch}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.action", defaultValue = "list")
  private String action = "list";

  /**
   * The model. Example: {@code hf:CompVis/stable-diffusion-v1-4}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.model")
  private String model;

  /**
   * The folder that {@code convert} makes. Must not exist. Example: {@code models/my-model}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.to")
  private File to;

  /**
   * The tokenizer folder for {@code convert}; unset: the model's own. Example: {@code tokenizer}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.tokenizer")
  private File tokenizer;

  /**
   * Licences that you have read and accept, by their identifiers. Example: {@code
   * creativeml-openrail-m}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.acceptLicenses")
  private List<String> acceptLicenses = List.of();

  /**
   * The server in settings.xml whose password is the hub's token; unset: the environment variable
   * {@code HF_TOKEN}. Example: {@code huggingface}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.hubServer")
  private String hubServer;

  /**
   * Weight files to prefer, {@code fp16} for half the size; unset: the plain ones. Example: {@code
   * fp16}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.variant")
  private String variant;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  private final SettingsDecrypter decrypter;

  /** Made by Maven. */
  @Inject
  public ModelsMojo(SettingsDecrypter decrypter) {
    this.decrypter = decrypter;
  }

  @Override
  public void execute() throws MojoFailureException, MojoExecutionException {
    GoalTask.run(
        () -> {
          try {
            new ModelsGoal(new ModelLibrary(settings()), getLog())
                .run(new ModelsGoal.Request(action, model, path(to), path(tokenizer)));
          } catch (CheckpointException e) {
            throw new MojoFailureException(e.getMessage(), e);
          }
        });
  }

  private LibrarySettings settings() {
    LibrarySettings basis = BuildLibrary.here(acceptLicenses, ManifestMojo.text(variant)).get();
    return BuildLibrary.settings(
        basis, DecryptedSettings.of(session, decrypter), hubServer, session.isOffline());
  }

  private static Path path(File file) {
    return file == null ? null : file.toPath().toAbsolutePath();
  }
}
