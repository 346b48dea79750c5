package org.latentj.models.download;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** An attempt failed in a way that may not last. */
final class RetryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Duration> retryAfter;
  private final boolean unreachable;

  private RetryException(
      String message, Throwable cause, Optional<Duration> retryAfter, boolean unreachable) {
    super(message, cause);
    this.retryAfter = retryAfter;
    this.unreachable = unreachable;
  }

  /** The server answered, and not as it should. */
  static RetryException answered(String message) {
    return new RetryException(message, null, Optional.empty(), false);
  }

  /** The server asks to come back later. */
  static RetryException later(String message, Optional<Duration> retryAfter) {
    return new RetryException(message, null, retryAfter, false);
  }

  /** The connection broke. */
  static RetryException broken(String message, Throwable cause) {
    return new RetryException(message, cause, Optional.empty(), false);
  }

  /** Nobody answered. */
  static RetryException unreachable(String message, Throwable cause) {
    return new RetryException(message, cause, Optional.empty(), true);
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  DownloadException.Reason reason() {
    return unreachable ? DownloadException.Reason.UNREACHABLE : DownloadException.Reason.SERVER;
  }
}
