package org.latentj.models.download;

import java.net.URI;

/** Addresses in messages. */
final class Shown {
  private Shown() {}

  /** Without the query: a hub's redirects are signed, and a signature is as good as a token. */
  static String of(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
  }
}
