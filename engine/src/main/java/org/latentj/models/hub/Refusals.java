package org.latentj.models.hub;

import java.io.IOException;
import java.util.List;
import org.latentj.models.download.DownloadException;
import org.latentj.models.download.DownloadException.Reason;
import org.latentj.models.source.HubSource;

/** What users are told where the hub's listing or a vocabulary cannot be had: why, what to do. */
final class Refusals {
  private final HubAddresses hub;
  private final HandFolder hand;
  private final ByHand byHand;

  Refusals(HubAddresses hub, HandFolder hand, ByHand byHand) {
    this.hub = hub;
    this.hand = hand;
    this.byHand = byHand;
  }

  /** For a model whose listing cannot be had. */
  DownloadException model(HubSource source, DownloadException e) throws IOException {
    StringBuilder text =
        new StringBuilder("%s cannot be had: %s.".formatted(source.text(), e.getMessage()));
    if (e.reason() == Reason.NOT_ALLOWED) {
      text.append(
          "%nEither the name is misspelt, or the model wants a login: accept its conditions at %s, make a token with read access in the settings there, and give it in the environment variable HF_TOKEN."
              .formatted(hub.page(source)));
    } else if (e.reason() == Reason.NOT_FOUND) {
      text.append(
          "%nLook whether %s is there, and its revision %s."
              .formatted(hub.page(source), source.revisionOrDefault()));
    }
    if (e.reason() != Reason.UNREACHABLE) {
      ByHand.mirror(source)
          .ifPresent(mirror -> text.append("%nThe same files: %s.".formatted(mirror)));
    }
    List<String> lacks = hand.lacks(source);
    if (!lacks.isEmpty()) {
      text.append(
          "%n%s is there, but lacks %s.".formatted(hand.of(source), String.join(", ", lacks)));
    }
    text.append("%n".formatted()).append(byHand.model(source)).append('.');
    return new DownloadException(e.reason(), text.toString(), e);
  }

  /** For a vocabulary, whatever failed. */
  DownloadException vocabulary(HubSource source, DownloadException e) {
    return new DownloadException(
        e.reason(),
        "the vocabulary, which single files lack, cannot be had: %s%n%s"
            .formatted(e.getMessage().lines().findFirst().orElse(""), byHand.vocabulary(source)),
        e);
  }
}
