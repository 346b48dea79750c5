package org.latentj.models.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where the hub and its cache are. Variables are those of Python's {@code huggingface_hub} ({@code
 * constants.py}), so that both use the same cache and the same login.
 *
 * @param endpoint the hub, or a mirror with the same addresses; {@code HF_ENDPOINT}
 * @param cache the cache folder; {@code HF_HUB_CACHE}, else {@code HF_HOME/hub}, else {@code
 *     ~/.cache/huggingface/hub}
 * @param token who asks; {@code HF_TOKEN}, else the file that {@code huggingface-cli login} writes
 * @param offline whether nothing is to be asked; {@code HF_HUB_OFFLINE}
 */
public record HubSettings(URI endpoint, Path cache, Optional<String> token, boolean offline) {
  /** The hub itself. */
  public static final URI HUB = URI.create("https://huggingface.co");

  private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

  /** Checks the arguments. */
  public HubSettings {
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(token, "token");
    if (endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "expected the address of a hub, such as %s, but got %s".formatted(HUB, endpoint));
    }
  }

  /** What this process's environment says. */
  public static HubSettings fromEnvironment() {
    return fromEnvironment(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /**
   * What an environment says.
   *
   * @param home the user's home folder
   * @throws IllegalArgumentException if {@code HF_ENDPOINT} is no address
   */
  public static HubSettings fromEnvironment(Map<String, String> environment, Path home) {
    Path caches = path(environment, "XDG_CACHE_HOME", home).orElse(home.resolve(".cache"));
    Path hubHome = path(environment, "HF_HOME", home).orElse(caches.resolve("huggingface"));
    Path cache =
        path(environment, "HF_HUB_CACHE", home)
            .or(() -> path(environment, "HUGGINGFACE_HUB_CACHE", home))
            .orElse(hubHome.resolve("hub"));
    Path tokenFile = path(environment, "HF_TOKEN_PATH", home).orElse(hubHome.resolve("token"));
    return new HubSettings(
        endpoint(environment),
        cache,
        value(environment, "HF_TOKEN").or(() -> firstLine(tokenFile)),
        value(environment, "HF_HUB_OFFLINE")
            .map(text -> TRUE.contains(text.toUpperCase(java.util.Locale.ROOT)))
            .orElse(false));
  }

  private static URI endpoint(Map<String, String> environment) {
    String text = value(environment, "HF_ENDPOINT").orElse(HUB.toString());
    try {
      return URI.create(text.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected the environment variable HF_ENDPOINT to be the address of a hub, such as %s,"
                  .formatted(HUB)
              + " but it is "
              + text,
          e);
    }
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private static Optional<Path> path(Map<String, String> environment, String name, Path home) {
    return value(environment, name)
        .map(text -> text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text));
  }

  private static Optional<String> firstLine(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Files.readString(file).lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same with that token. */
  public HubSettings withToken(Optional<String> newToken) {
    return new HubSettings(endpoint, cache, newToken, offline);
  }

  /** The same, offline or not. */
  public HubSettings withOffline(boolean newOffline) {
    return new HubSettings(endpoint, cache, token, newOffline);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "hub %s, cache %s, %s token%s"
        .formatted(endpoint, cache, token.isPresent() ? "a" : "no", offline ? ", offline" : "");
  }
}
