package org.latentj.models.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.latentj.models.download.DownloadException.Reason;

/** Failures in words. */
final class Failures {
  private Failures() {}

  /** Why a request failed; {@code java.net.http} often gives no message. */
  static String text(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "its name is not known here (no network, or a proxy is needed)";
      }
    }
    if (failure instanceof ConnectException) {
      return "the connection was refused";
    }
    if (failure instanceof HttpTimeoutException) {
      return "it takes too long";
    }
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    if (failure instanceof SSLException) {
      return "the encrypted connection failed (%s); behind a proxy that opens them, Java must know"
              .formatted(message)
          + " its certificate";
    }
    return message.isBlank() ? "the connection broke" : message;
  }

  /** What a status means. */
  static String status(int status) {
    return switch (status) {
      case 401 -> "who are you?";
      case 403 -> "not allowed";
      case 404, 410 -> "not there";
      case 408 -> "too slow";
      case 429 -> "too many requests";
      case 503 -> "not available";
      default -> status >= 500 ? "the server failed" : "refused";
    };
  }

  /** An answer that another try will not change. */
  static DownloadException refused(
      String where, int status, boolean withToken, Optional<String> said) {
    String answer =
        "%s answers %d (%s)%s"
            .formatted(
                where, status, status(status), said.map(text -> ": " + safe(text)).orElse(""));
    return switch (status) {
      case 401, 403 ->
          new DownloadException(
              Reason.NOT_ALLOWED,
              answer
                  + (withToken
                      ? ". The token that was sent is not allowed to"
                      : ". No token was sent"));
      case 404, 410 -> new DownloadException(Reason.NOT_FOUND, answer);
      default -> new DownloadException(Reason.SERVER, answer);
    };
  }

  /** One line of what a server says. */
  private static String safe(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }

  /** The last word on a file: what happened, how often it was tried, and what to do by hand. */
  static DownloadException last(RemoteFile file, Reason reason, IOException e, int attempts) {
    String tried = attempts > 1 ? " (tried %d times)".formatted(attempts) : "";
    return new DownloadException(
        reason,
        "%s could not be fetched%s: %s.%n%s"
            .formatted(file.name(), tried, ended(e.getMessage()), file.byHand()),
        e);
  }

  private static String ended(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
