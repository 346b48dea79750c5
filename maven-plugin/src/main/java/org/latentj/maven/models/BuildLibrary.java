package org.latentj.maven.models;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.latentj.models.LibrarySettings;
import org.latentj.models.download.ProxySettings;
import org.latentj.models.hub.HubSettings;
import org.latentj.models.license.LicenseConsent;

/**
 * The library as a build wants it: Maven's offline mode and proxy, the token of a server in
 * settings.xml, and the licences that the build accepts.
 */
public final class BuildLibrary {
  /** What a build without an accepted licence is told; {@code %s} stands for the licence. */
  static final String HOW_TO_ACCEPT =
      "If you accept them, say so in the plugin's configuration,"
          + " <acceptLicenses><acceptLicense>%s</acceptLicense></acceptLicenses>, or with"
          + " -Dsd.acceptLicenses=%s";

  private BuildLibrary() {}

  /**
   * Settings for {@link org.latentj.models.ModelLibrary}.
   *
   * @param basis what the environment says
   * @param maven the settings, with the proxy's and the server's passwords decrypted
   * @param server the id of the server whose password is the hub's token; null for none
   * @param offline Maven's {@code -o}
   * @throws IllegalArgumentException if there is no such server, or it has no password
   */
  public static LibrarySettings settings(
      LibrarySettings basis, Settings maven, String server, boolean offline) {
    Optional<String> token = token(maven, server).or(basis.hub()::token);
    HubSettings hub = basis.hub().withToken(token).withOffline(offline || basis.hub().offline());
    Optional<ProxySettings> proxy = proxy(maven).or(basis.download()::proxy);
    return basis.withHub(hub).withDownload(basis.download().withProxy(proxy));
  }

  /**
   * The library as the environment describes it, without what Maven knows of networks.
   *
   * @param accepted licences
   * @param variant of weight files that is preferred
   */
  public static Supplier<LibrarySettings> here(
      Collection<String> accepted, Optional<String> variant) {
    return () -> LibrarySettings.fromEnvironment(consent(accepted)).withVariant(variant);
  }

  /** Accepts what the build's configuration names, whoever runs it. */
  public static LicenseConsent consent(Collection<String> accepted) {
    return LicenseConsent.configured(accepted, HOW_TO_ACCEPT);
  }

  private static Optional<String> token(Settings maven, String id) {
    if (id == null || id.isBlank()) {
      return Optional.empty();
    }
    Server server = maven.getServer(id.strip());
    if (server == null || server.getPassword() == null || server.getPassword().isBlank()) {
      throw new IllegalArgumentException(
          "expected <server><id>%s</id><password>TOKEN</password></server> in settings.xml but %s"
              .formatted(id, server == null ? "there is no such server" : "it has no password"));
    }
    return Optional.of(server.getPassword());
  }

  private static Optional<ProxySettings> proxy(Settings maven) {
    Proxy proxy = maven.getActiveProxy();
    if (proxy == null || proxy.getHost() == null) {
      return Optional.empty();
    }
    String exceptions = proxy.getNonProxyHosts() == null ? "" : proxy.getNonProxyHosts();
    return Optional.of(
        new ProxySettings(
            proxy.getHost(),
            proxy.getPort(),
            proxy.getUsername() == null ? "" : proxy.getUsername(),
            proxy.getPassword() == null ? "" : proxy.getPassword(),
            List.of(exceptions.split("[|,]"))));
  }
}
