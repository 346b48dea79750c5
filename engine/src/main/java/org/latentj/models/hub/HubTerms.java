package org.latentj.models.hub;

import java.io.IOException;
import java.util.Optional;

/**
 * Is asked once the hub has said under which licence a model is, and before any of it is fetched.
 */
@FunctionalInterface
public interface HubTerms {
  /** For files that bind nobody, such as a vocabulary. */
  HubTerms NONE = (license, commit) -> {};

  /**
   * Returns if the model may be fetched.
   *
   * @param license the hub's identifier of the licence, if its card names one
   * @param commit the model's version
   * @throws IOException if not
   */
  void require(Optional<String> license, String commit) throws IOException;
}
