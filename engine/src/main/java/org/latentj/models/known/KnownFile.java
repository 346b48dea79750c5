package org.latentj.models.known;

import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.source.HubSource;

/**
 * A single-file checkpoint of a known model.
 *
 * @param repository the hub's repository that it is in
 * @param file its name there
 * @param size its bytes, where they are confirmed
 * @param sha256 its hash, where it is confirmed
 */
public record KnownFile(
    String repository, String file, OptionalLong size, Optional<String> sha256) {

  /** How to name it. */
  public HubSource source() {
    return HubSource.of(repository, file);
  }
}
