package org.latentj.maven;

import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.latentj.maven.cache.CacheFolder;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.generate.EngineOptions;
import org.latentj.maven.generate.GenerationSettings;
import org.latentj.maven.generate.WhenUnavailable;
import org.latentj.maven.natives.Machine;
import org.latentj.maven.progress.Footer;
import org.latentj.maven.worker.BuildEngine;
import org.latentj.maven.worker.BuildSession;
import org.latentj.maven.worker.EngineLibraries;
import org.latentj.maven.worker.ResolvedLibraries;
import org.latentj.maven.worker.WorkerEngine;

/** What goals that generate are told besides. */
abstract class EngineMojo extends ManifestMojo {
  /**
   * Computes on {@code auto}, {@code cpu} or {@code cuda:N}. Example: {@code cpu}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.device", defaultValue = "auto")
  private String device = "auto";

  /**
   * Computes in {@code auto}, {@code fp32}, {@code fp16} or {@code bf16}. Example: {@code fp32}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.precision", defaultValue = "auto")
  private String precision = "auto";

  /**
   * Keeps generated pictures for all builds of this user: a folder, or {@code off}; unset: {@code
   * latentj/pictures} in the system's cache folder. Example: {@code /var/cache/sd}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.cache")
  private String cache;

  /**
   * Reads and writes the lock file if true. Example: {@code false}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.lock", defaultValue = "true")
  private boolean lock = true;

  /**
   * What to do where nothing can generate, for want of a model or libtorch: {@code fail}, {@code
   * useLocked} or {@code placeholder}. Example: {@code useLocked}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.whenUnavailable", defaultValue = "fail")
  private String whenUnavailable = "fail";

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private PluginDescriptor plugin;

  @Inject private RepositorySystem repositorySystem;

  final GenerationSettings settings(Path output, Path state, boolean allowLock) {
    return new GenerationSettings(
        output,
        state,
        lockFile.toPath(),
        lock && allowLock,
        PictureCache.in(CacheFolder.of(cache)),
        EngineOptions.of(device, precision),
        buildProperties(),
        WhenUnavailable.of(whenUnavailable));
  }

  /** The engine, which starts when it is needed. */
  final BuildEngine engine() {
    EngineLibraries libraries =
        new ResolvedLibraries(
            engineCoordinates(),
            repositorySystem,
            session.getRepositorySession(),
            project.getRemotePluginRepositories(),
            getLog());
    return new WorkerEngine(
        libraries, new BuildSession(session.getRequest()), Machine.current(), getLog());
  }

  /** The engine in the plugin's own realm: both sides of a process must be of one version. */
  private String engineCoordinates() {
    return plugin.getArtifacts().stream()
        .filter(artifact -> artifact.getArtifactId().equals("latentj-engine"))
        .map(artifact -> "org.latentj:latentj-engine:" + artifact.getVersion())
        .findFirst()
        .orElseThrow();
  }

  final Footer footer() {
    return session == null || !session.getRequest().isInteractiveMode()
        ? Footer.hidden()
        : Footer.onConsole(true);
  }
}
