package org.latentj.models.download;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.latentj.models.download.DownloadException.Reason;

/**
 * What an answer says is coming.
 *
 * @param from the position in the file of the body's first byte
 * @param total the file's length, if it is said
 */
record Announced(long from, OptionalLong total) {
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  /** The answer does not go with the part that is there. */
  static final class UnusableRangeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean distrust;

    private UnusableRangeException(String message, boolean distrust) {
      super(message);
      this.distrust = distrust;
    }

    /** Whether the server had better not be asked for ranges again. */
    boolean distrust() {
      return distrust;
    }
  }

  /**
   * Reads an answer's headers.
   *
   * @param have how many bytes are there; the rest was asked for
   * @param size the file's length, if it is known
   */
  static Announced of(Requests.Answer answer, long have, OptionalLong size) throws IOException {
    String encoding = answer.header("Content-Encoding").orElse("identity");
    if (!encoding.equalsIgnoreCase("identity")) {
      throw RetryException.answered(
          "%s sends it compressed (%s), which was not asked for"
              .formatted(answer.uri().getHost(), encoding));
    }
    Announced announced =
        switch (answer.status()) {
          case 206 -> range(answer, have);
          case 416 ->
              throw new UnusableRangeException(
                  "%s has no byte %d of it".formatted(answer.uri().getHost(), have), false);
          default -> new Announced(0, length(answer));
        };
    if (size.isPresent()
        && announced.total().isPresent()
        && announced.total().getAsLong() != size.getAsLong()) {
      throw RetryException.answered(
          "%s announces %d bytes where %d are expected"
              .formatted(answer.uri().getHost(), announced.total().getAsLong(), size.getAsLong()));
    }
    return size.isPresent() ? new Announced(announced.from(), size) : announced;
  }

  private static Announced range(Requests.Answer answer, long have) throws IOException {
    String header = answer.header("Content-Range").orElse("");
    Matcher range = RANGE.matcher(header);
    if (have == 0 || !range.matches() || Long.parseLong(range.group(1)) != have) {
      throw new UnusableRangeException(
          "%s sends the range '%s' where bytes from %d were asked for"
              .formatted(answer.uri().getHost(), header, have),
          true);
    }
    return new Announced(
        have,
        range.group(3).equals("*")
            ? OptionalLong.of(Long.parseLong(range.group(2)) + 1)
            : OptionalLong.of(Long.parseLong(range.group(3))));
  }

  private static OptionalLong length(Requests.Answer answer) {
    Optional<String> header = answer.header("Content-Length");
    return header.isPresent() && header.get().matches("\\d{1,18}")
        ? OptionalLong.of(Long.parseLong(header.get()))
        : OptionalLong.empty();
  }

  /**
   * Fails now rather than after hours.
   *
   * @throws DownloadException if the disk has no room for the rest
   */
  void checkSpace(RemoteFile file) throws IOException {
    if (total.isEmpty()) {
      return;
    }
    long needed = total.getAsLong() - from;
    long free = Files.getFileStore(file.target().toAbsolutePath().getParent()).getUsableSpace();
    if (free > 0 && needed > free) {
      throw new DownloadException(
          Reason.DISK,
          "it needs %s more, and the disk of %s has %s left"
              .formatted(ByteCount.text(needed), file.target().getParent(), ByteCount.text(free)));
    }
  }
}
