package org.latentj.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.latentj.maven.generate.ManifestFiles;
import org.latentj.maven.manifest.BuildExtras;
import org.latentj.maven.manifest.BuildProperties;
import org.latentj.maven.manifest.ReadOptions;

/** What all goals that read manifests are told. */
abstract class ManifestMojo extends AbstractMojo {
  /**
   * Manifests, or folders of them; unset: {@code src/main/sd}. Example: {@code art/icons.yaml}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.manifests")
  private List<File> manifests = List.of();

  /**
   * Gets the pictures, and becomes a resource folder. Example: {@code assets}.
   *
   * @since 0.1.0
   */
  @Parameter(
      property = "sd.outputDirectory",
      defaultValue = "${project.build.directory}/generated-resources/sd")
  protected File outputDirectory;

  /**
   * Records what each picture was made from; to be committed. Example: {@code art/sd.lock.json}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.lockFile", defaultValue = "${basedir}/sd.lock.json")
  protected File lockFile;

  /**
   * Where {@code <lora:NAME:STRENGTH>} of a prompt, or a LoRA that a manifest names, finds {@code
   * NAME.safetensors}, subfolders included; need not exist. Example: {@code art/loras}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.loraFolder", defaultValue = "${basedir}/src/main/sd/loras")
  private File loraFolder;

  /**
   * Textual inversions that prompts use by the names of their files; need not exist. Example:
   * {@code art/embeddings}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.embeddingFolder", defaultValue = "${basedir}/src/main/sd/embeddings")
  private File embeddingFolder;

  /**
   * An invisible watermark of pictures whose entry names none, 8 to 32 bytes; unset: none. Example:
   * {@code StableDiffusionV1}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.watermark")
  private String watermark;

  /**
   * Does nothing if true. Example: {@code -Dsd.skip}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.skip", defaultValue = "false")
  protected boolean skip;

  @Parameter(defaultValue = "${project.build.directory}/sd-state", readonly = true)
  protected File stateDirectory;

  @Parameter(defaultValue = "${project}", readonly = true)
  protected MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true)
  protected MavenSession session;

  /** The manifests; none, said in the log, if none are configured and the usual folder has none. */
  final List<Path> manifestFiles() throws IOException {
    File standard = new File(project.getBasedir(), "src/main/sd");
    List<Path> files =
        ManifestFiles.find(manifests.stream().map(File::toPath).toList(), standard.toPath());
    if (files.isEmpty()) {
      getLog().info("No asset manifests in " + standard);
    }
    return files;
  }

  /** Whether to do nothing, said in the log. */
  final boolean skipped() {
    if (skip) {
      getLog().info("Skipped: sd.skip is set");
    }
    return skip;
  }

  /** A parameter that may be unset. */
  static Optional<String> text(String parameter) {
    return Optional.ofNullable(parameter).map(String::strip).filter(text -> !text.isEmpty());
  }

  final BuildExtras extras() {
    return BuildExtras.of(
        loraFolder.toPath(), embeddingFolder.toPath(), text(watermark).orElse(""));
  }

  /** For goals that generate nothing. */
  final ReadOptions readOptions() {
    return new ReadOptions(buildProperties(), false, extras());
  }

  final BuildProperties buildProperties() {
    return new MavenProperties(project, userProperties());
  }

  final Properties userProperties() {
    return session == null ? new Properties() : session.getUserProperties();
  }
}
