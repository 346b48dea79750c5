package org.latentj.models.source;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * A single checkpoint file at an address.
 *
 * @param uri absolute and without a fragment; {@code https}, or {@code http} on this machine
 * @param sha256 its hash in 64 lower-case hexadecimal digits, if the reference names it
 */
public record WebSource(URI uri, Optional<String> sha256) implements ModelSource {

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException if it is not one to fetch a file from
   */
  public WebSource {
    SourceText.checkAddress(Objects.requireNonNull(uri, "uri"));
    sha256.ifPresent(SourceText::checkSha256);
  }

  @Override
  public String text() {
    return uri + sha256.map(hash -> "#sha256=" + hash).orElse("");
  }

  @Override
  public String name() {
    String path = uri.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
