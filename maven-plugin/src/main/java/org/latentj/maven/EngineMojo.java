package org.latentj.maven;

import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;
import org.latentj.maven.cache.CacheFolder;
import org.latentj.maven.cache.PictureCache;
import org.latentj.maven.generate.EngineOptions;
import org.latentj.maven.generate.GenerationSettings;
import org.latentj.maven.generate.WhenUnavailable;
import org.latentj.maven.progress.Footer;

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

  final Footer footer() {
    return session == null || !session.getRequest().isInteractiveMode()
        ? Footer.hidden()
        : Footer.onConsole(true);
  }
}
