package org.latentj.models.download;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a download is.
 *
 * @param files how many there are
 * @param filesDone how many are complete and verified
 * @param bytes bytes that are there, those of earlier attempts included
 * @param totalBytes of all files; empty while a server has not said
 * @param bytesPerSecond over the last seconds; 0 at the beginning
 */
public record DownloadProgress(
    int files, int filesDone, long bytes, OptionalLong totalBytes, double bytesPerSecond) {

  /** How long it will take at this rate; empty while that cannot be said. */
  public Optional<Duration> remaining() {
    if (totalBytes.isEmpty() || bytesPerSecond < 1) {
      return Optional.empty();
    }
    long left = Math.max(0, totalBytes.getAsLong() - bytes);
    return Optional.of(Duration.ofSeconds(Math.round(left / bytesPerSecond)));
  }

  /** For a log: {@code 1.20 of 4.27 GB, 10.5 MB/s, 4 min 52 s left}. */
  public String text() {
    StringBuilder text = new StringBuilder();
    if (totalBytes.isPresent()) {
      text.append(ByteCount.text(bytes))
          .append(" of ")
          .append(ByteCount.text(totalBytes.getAsLong()));
    } else {
      text.append(ByteCount.text(bytes));
    }
    if (bytesPerSecond >= 1) {
      text.append(", ").append(ByteCount.text((long) bytesPerSecond)).append("/s");
    }
    remaining().ifPresent(left -> text.append(", ").append(duration(left)).append(" left"));
    return text.toString();
  }

  private static String duration(Duration left) {
    if (left.toHours() > 0) {
      return "%d h %d min".formatted(left.toHours(), left.toMinutesPart());
    }
    return left.toMinutes() > 0
        ? "%d min %d s".formatted(left.toMinutes(), left.toSecondsPart())
        : left.toSeconds() + " s";
  }
}
