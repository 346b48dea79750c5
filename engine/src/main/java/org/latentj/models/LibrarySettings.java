package org.latentj.models;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.latentj.models.download.DownloadSettings;
import org.latentj.models.hub.HubSettings;
import org.latentj.models.license.LicenseConsent;

/**
 * Where models are and how they are fetched.
 *
 * @param hub the hub, its cache and token
 * @param download retries, proxy, parallel files
 * @param folder this project's own folder: models from elsewhere, models got by hand, accepted
 *     licences
 * @param consent whom to ask about licences
 * @param variant diffusers' name of the weight files to prefer, for example {@code fp16}
 */
public record LibrarySettings(
    HubSettings hub,
    DownloadSettings download,
    Path folder,
    LicenseConsent consent,
    Optional<String> variant) {

  /** What this process's environment says. */
  public static LibrarySettings fromEnvironment(LicenseConsent consent) {
    return new LibrarySettings(
        HubSettings.fromEnvironment(),
        DownloadSettings.defaults(),
        standardFolder(System.getenv(), System.getProperties()),
        consent,
        Optional.empty());
  }

  /** This project's own folder, as {@link #fromEnvironment} has it. */
  public static Path ownFolder() {
    return standardFolder(System.getenv(), System.getProperties());
  }

  /**
   * {@code LATENTJ_MODELS}, else {@code latentj/models} in the operating system's folder for users'
   * data: {@code XDG_DATA_HOME} (XDG Base Directory Specification, which wants relative paths
   * ignored), {@code LOCALAPPDATA} or {@code ~/Library/Application Support}.
   */
  static Path standardFolder(Map<String, String> environment, Properties system) {
    Optional<Path> named = folder(environment, "LATENTJ_MODELS");
    if (named.isPresent()) {
      return named.get();
    }
    String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    Path home = Path.of(system.getProperty("user.home", "."));
    Path data;
    if (os.startsWith("windows")) {
      data = folder(environment, "LOCALAPPDATA").orElse(home.resolve("AppData").resolve("Local"));
    } else if (os.startsWith("mac")) {
      data = home.resolve("Library").resolve("Application Support");
    } else {
      data = folder(environment, "XDG_DATA_HOME").orElse(home.resolve(".local").resolve("share"));
    }
    return data.resolve("latentj").resolve("models");
  }

  private static Optional<Path> folder(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }

  /** The same with that hub. */
  public LibrarySettings withHub(HubSettings newHub) {
    return new LibrarySettings(newHub, download, folder, consent, variant);
  }

  /** The same with other ways to fetch. */
  public LibrarySettings withDownload(DownloadSettings newDownload) {
    return new LibrarySettings(hub, newDownload, folder, consent, variant);
  }

  /** The same with that variant preferred. */
  public LibrarySettings withVariant(Optional<String> newVariant) {
    return new LibrarySettings(hub, download, folder, consent, newVariant);
  }
}
