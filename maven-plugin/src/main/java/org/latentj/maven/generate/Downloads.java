package org.latentj.maven.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.latentj.models.download.ByteCount;

/** What a run is about to fetch, for the log. */
final class Downloads {
  private final List<String> parts = new ArrayList<>();
  private long bytes;
  private boolean exact = true;

  /** Adds something. */
  void add(String what, OptionalLong size) {
    String text = size.isPresent() ? ByteCount.text(size.getAsLong()) : "whose size nobody tells";
    parts.add("%s (%s)".formatted(what, text));
    bytes += size.orElse(0);
    exact &= size.isPresent();
  }

  /** Adds something of which only about the size is known. */
  void addAbout(String what, long size) {
    parts.add("%s (about %s)".formatted(what, ByteCount.text(size)));
    bytes += size;
  }

  /** For the log; empty if nothing is fetched. */
  Optional<String> sentence() {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String sum =
        parts.size() == 1
            ? ""
            : ": %s%s in all".formatted(exact ? "" : "more than ", ByteCount.text(bytes));
    return Optional.of(
        "To be fetched, once for all builds of this user: %s%s"
            .formatted(String.join(", ", parts), sum));
  }
}
