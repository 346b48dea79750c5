package org.latentj.models.download;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * A bearer token and the one server that it is for. It is sent to no other, is in no message, and
 * {@link #toString()} does not tell it.
 */
public final class Credentials {
  private final URI origin;
  private final String token;

  /**
   * A token for a server.
   *
   * @param server any address on it; scheme, host and port count
   * @param token the token, without {@code Bearer}
   * @throws IllegalArgumentException if it could not be in a header
   */
  public Credentials(URI server, String token) {
    this.origin = Objects.requireNonNull(server, "server");
    String stripped = token.strip();
    if (stripped.isEmpty() || !stripped.chars().allMatch(c -> c > ' ' && c < 127)) {
      // Not the token itself: messages are logged.
      throw new IllegalArgumentException(
          "the token for %s has characters that a token cannot have (%d characters)"
              .formatted(server.getHost(), token.length()));
    }
    this.token = stripped;
  }

  /** Whether an address is on this server. */
  boolean areFor(URI uri) {
    return lower(origin.getScheme()).equals(lower(uri.getScheme()))
        && lower(origin.getHost()).equals(lower(uri.getHost()))
        && port(origin) == port(uri);
  }

  String header() {
    return "Bearer " + token;
  }

  private static String lower(String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  @Override
  public String toString() {
    return "a token for " + origin.getHost();
  }
}
