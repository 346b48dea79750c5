package org.latentj.models.hub;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.latentj.models.source.HubSource;

/**
 * The hub's addresses.
 *
 * @param endpoint where the hub is
 */
record HubAddresses(URI endpoint) {

  /** What the hub says of a revision, as JSON. */
  URI listing(HubSource source) {
    return URI.create(
        "%s/api/models/%s/revision/%s?blobs=true"
            .formatted(endpoint, source.repository(), encoded(source.revisionOrDefault())));
  }

  URI file(String repository, String revision, String file) {
    StringBuilder path = new StringBuilder();
    for (String segment : file.split("/")) {
      path.append('/').append(encoded(segment));
    }
    return URI.create(
        "%s/%s/resolve/%s%s".formatted(endpoint, repository, encoded(revision), path));
  }

  /** A file of the revision that a reference names. */
  URI file(HubSource source, String file) {
    return file(source.repository(), source.revisionOrDefault(), file);
  }

  /** For people. */
  String page(HubSource source) {
    return endpoint + "/" + source.repository();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
