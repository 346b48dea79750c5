package org.latentj.models.download;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before another try: a random time up to a bound that doubles ("full jitter"), or
 * what the server asks for.
 *
 * @param first the bound before the second try
 * @param most the largest bound; also of what a server may ask for
 */
public record Backoff(Duration first, Duration most) {

  /** From one second to a minute. */
  public static Backoff defaults() {
    return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  /**
   * The time to wait.
   *
   * @param failures how many there were in a row, from 1
   * @param retryAfter what the server asks for
   */
  Duration delay(int failures, Optional<Duration> retryAfter, RandomGenerator random) {
    if (retryAfter.isPresent()) {
      return retryAfter.get().compareTo(most) < 0 ? retryAfter.get() : most;
    }
    long bound = first.toMillis() << Math.min(failures - 1, 20);
    bound = Math.min(bound, most.toMillis());
    return Duration.ofMillis(bound <= 0 ? 0 : random.nextLong(bound + 1));
  }

  /** A {@code Retry-After} header: seconds or a date (RFC 9110, section 10.2.3). */
  static Optional<Duration> retryAfter(String header, Instant now) {
    String text = header.strip();
    try {
      if (text.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
