package org.latentj.maven.cache;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Where pictures are cached. */
public final class CacheFolder {
  private static final String OFF = "off";

  private CacheFolder() {}

  /**
   * The folder that the parameter {@code sd.cache} means.
   *
   * @param parameter a folder, {@code off}, or null for the system's cache folder of this user
   * @return empty to cache nothing
   */
  public static Optional<Path> of(String parameter) {
    if (parameter == null || parameter.isBlank()) {
      return Optional.of(standard(System.getenv(), System.getProperties()));
    }
    return parameter.strip().equalsIgnoreCase(OFF)
        ? Optional.empty()
        : Optional.of(Path.of(parameter.strip()).toAbsolutePath().normalize());
  }

  /**
   * The operating system's folder: {@code XDG_CACHE_HOME} (XDG Base Directory Specification, which
   * wants relative paths ignored), {@code LOCALAPPDATA} or {@code ~/Library/Caches}.
   */
  static Path standard(Map<String, String> environment, Properties system) {
    String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path home = Path.of(system.getProperty("user.home", "."));
    Path folder;
    if (os.startsWith("windows")) {
      folder = named(environment, "LOCALAPPDATA").orElse(home.resolve("AppData").resolve("Local"));
    } else if (os.startsWith("mac")) {
      folder = home.resolve("Library").resolve("Caches");
    } else {
      folder = named(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
    }
    return folder.resolve("latentj").resolve("pictures");
  }

  private static Optional<Path> named(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
