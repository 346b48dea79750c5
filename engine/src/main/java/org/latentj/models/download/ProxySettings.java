package org.latentj.models.download;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy server for HTTP and HTTPS.
 *
 * @param host its name
 * @param port its port
 * @param user whom to log in as, if it asks; empty for nobody
 * @param password of that user
 * @param exceptions hosts to reach directly: {@code example.org}, {@code .example.org} or {@code
 *     *.example.org} for those below it, {@code *} for all
 */
public record ProxySettings(
    String host, int port, String user, String password, List<String> exceptions) {

  /** Copies the list. */
  public ProxySettings {
    exceptions = List.copyOf(exceptions);
  }

  /**
   * What {@code HTTPS_PROXY} (or {@code ALL_PROXY}) and {@code NO_PROXY} say, as curl reads them;
   * lower case goes first.
   *
   * @throws IllegalArgumentException if the value is no proxy's address
   */
  public static Optional<ProxySettings> fromEnvironment(Map<String, String> environment) {
    for (String name : List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        String exceptions =
            environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        return Optional.of(parse(name, value, exceptions));
      }
    }
    return Optional.empty();
  }

  private static ProxySettings parse(String name, String value, String exceptions) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      if (uri.getHost() == null || !uri.getScheme().equalsIgnoreCase("http")) {
        throw new IllegalArgumentException("not an http:// proxy");
      }
      String[] login = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
      return new ProxySettings(
          uri.getHost(),
          uri.getPort() < 0 ? 80 : uri.getPort(),
          login.length > 0 ? login[0] : "",
          login.length > 1 ? login[1] : "",
          List.of(exceptions.strip().split("\\s*[,|]\\s*")));
    } catch (IllegalArgumentException e) {
      // Without the value, which may hold a password.
      throw new IllegalArgumentException(
          "expected the environment variable %s to be http://HOST:PORT of a proxy".formatted(name));
    }
  }

  /** Whether an address is reached through the proxy. */
  boolean appliesTo(URI uri) {
    String target = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    return exceptions.stream().noneMatch(exception -> excepts(exception, target));
  }

  private static boolean excepts(String exception, String target) {
    String pattern = exception.strip().toLowerCase(Locale.ROOT);
    if (pattern.isEmpty()) {
      return false;
    }
    String bare = pattern.startsWith("*") ? pattern.substring(1) : pattern;
    if (bare.isEmpty()) {
      return true;
    }
    String below = bare.startsWith(".") ? bare : "." + bare;
    return target.equals(below.substring(1)) || target.endsWith(below);
  }

  ProxySelector selector() {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI uri) {
        return appliesTo(uri)
            ? List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)))
            : List.of(Proxy.NO_PROXY);
      }

      @Override
      public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The request fails, too, and says so.
      }
    };
  }

  /** Logs in to the proxy and to nothing else. */
  Optional<Authenticator> authenticator() {
    if (user.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY
                ? new PasswordAuthentication(user, password.toCharArray())
                : null;
          }
        });
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "proxy " + host + ":" + port;
  }
}
