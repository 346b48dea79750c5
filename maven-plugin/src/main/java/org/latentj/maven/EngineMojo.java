package org.latentj.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javax.inject.Inject;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;
import org.latentj.maven.cache.CacheFolder;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.generate.EngineOptions;
import org.latentj.maven.generate.GenerationSettings;
import org.latentj.maven.generate.ModelLocator;
import org.latentj.maven.generate.WhenUnavailable;
import org.latentj.maven.models.BuildLibrary;
import org.latentj.maven.models.BuildModels;
import org.latentj.maven.natives.Machine;
import org.latentj.maven.progress.Footer;
import org.latentj.maven.worker.BuildEngine;
import org.latentj.maven.worker.BuildSession;
import org.latentj.maven.worker.EngineLibraries;
import org.latentj.maven.worker.ResolvedLibraries;
import org.latentj.maven.worker.WorkerEngine;
import org.latentj.models.LibrarySettings;

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

  /**
   * Gives memory for speed: {@code auto}, as much as is free, {@code normal}, {@code low} or {@code
   * lowest}. Pictures differ in rounding only, and are not made again for it. Example: {@code low}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "sd.memory", defaultValue = "auto")
  private String memory = "auto";

  /**
   * Licences of models that you have read and accept, by their identifiers. Example: {@code
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

  @Parameter(defaultValue = "${plugin}", readonly = true)
  private PluginDescriptor plugin;

  @Inject private RepositorySystem repositorySystem;
  @Inject private SettingsDecrypter decrypter;

  final GenerationSettings settings(Path output, Path state, boolean allowLock) {
    return new GenerationSettings(
        output,
        state,
        lockFile.toPath(),
        lock && allowLock,
        PictureCache.in(CacheFolder.of(cache)),
        EngineOptions.of(device, precision).withMemory(memory).withVariant(text(variant)),
        models(),
        buildProperties(),
        WhenUnavailable.of(whenUnavailable),
        extras());
  }

  private ModelLocator models() {
    Supplier<LibrarySettings> here = BuildLibrary.here(acceptLicenses, text(variant));
    return new BuildModels(
        here,
        () ->
            BuildLibrary.settings(
                here.get(),
                DecryptedSettings.of(session, decrypter),
                hubServer,
                session.isOffline()),
        getLog());
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
