package org.latentj.models.download;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How files are fetched.
 *
 * @param parallel how many files at a time, 1 to 16
 * @param attempts failures of one file in a row before it is given up; a connection that brought
 *     something begins the count again
 * @param wrongBytes how often one file may turn out to have the wrong hash before it is given up
 * @param backoff the waits in between
 * @param connectTimeout for a connection and for an answer to begin
 * @param stallTimeout how long nothing may arrive before the connection is dropped
 * @param proxy the proxy; empty for the JVM's ({@code https.proxyHost} and so on)
 * @param credentials a token and whom it is for
 * @param offline whether to refuse everything
 */
public record DownloadSettings(
    int parallel,
    int attempts,
    int wrongBytes,
    Backoff backoff,
    Duration connectTimeout,
    Duration stallTimeout,
    Optional<ProxySettings> proxy,
    Optional<Credentials> credentials,
    boolean offline) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public DownloadSettings {
    if (parallel < 1 || parallel > 16) {
      throw new IllegalArgumentException("expected 1 to 16 files at a time but got " + parallel);
    }
    if (attempts < 1 || wrongBytes < 1) {
      throw new IllegalArgumentException(
          "expected 1 or more attempts but got %d and %d".formatted(attempts, wrongBytes));
    }
  }

  /** Four at a time, six attempts, the environment's proxy, no token. */
  public static DownloadSettings defaults() {
    return new DownloadSettings(
        4,
        6,
        2,
        Backoff.defaults(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        ProxySettings.fromEnvironment(System.getenv()),
        Optional.empty(),
        false);
  }

  /** What the environment says: {@code HTTPS_PROXY}, {@code NO_PROXY}. */
  public DownloadSettings withEnvironment(Map<String, String> environment) {
    return withProxy(ProxySettings.fromEnvironment(environment));
  }

  /** The same with other counts. */
  public DownloadSettings withAttempts(int newAttempts, int newWrongBytes) {
    return new DownloadSettings(
        parallel,
        newAttempts,
        newWrongBytes,
        backoff,
        connectTimeout,
        stallTimeout,
        proxy,
        credentials,
        offline);
  }

  /** The same with other time limits. */
  public DownloadSettings withTimeouts(Duration connect, Duration stall) {
    return new DownloadSettings(
        parallel, attempts, wrongBytes, backoff, connect, stall, proxy, credentials, offline);
  }

  /** The same through that proxy. */
  public DownloadSettings withProxy(Optional<ProxySettings> newProxy) {
    return new DownloadSettings(
        parallel,
        attempts,
        wrongBytes,
        backoff,
        connectTimeout,
        stallTimeout,
        newProxy,
        credentials,
        offline);
  }

  /** The same with that token. */
  public DownloadSettings withCredentials(Optional<Credentials> newCredentials) {
    return new DownloadSettings(
        parallel,
        attempts,
        wrongBytes,
        backoff,
        connectTimeout,
        stallTimeout,
        proxy,
        newCredentials,
        offline);
  }

  /** The same, offline or not. */
  public DownloadSettings withOffline(boolean newOffline) {
    return new DownloadSettings(
        parallel,
        attempts,
        wrongBytes,
        backoff,
        connectTimeout,
        stallTimeout,
        proxy,
        credentials,
        newOffline);
  }
}
