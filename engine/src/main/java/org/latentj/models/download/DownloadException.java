package org.latentj.models.download;

import java.io.IOException;

/**
 * A file could not be fetched. The message says why, names the file, where to put it and how to get
 * it by hand; it holds no token and no signed address.
 */
public class DownloadException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Why, as far as a caller can act on it. */
  public enum Reason {
    /** Offline mode, or nothing answers. */
    UNREACHABLE,
    /** 401 or 403: a token is missing or not allowed to. */
    NOT_ALLOWED,
    /** 404 or 410. */
    NOT_FOUND,
    /** The server failed, or sent what cannot be right, again and again. */
    SERVER,
    /** The bytes are not those that were promised. */
    WRONG_BYTES,
    /** The disk is full or cannot be written. */
    DISK,
    /** The listener wanted to stop; what is there is kept. */
    CANCELLED
  }

  private final Reason reason;

  /** With a message for the user. */
  public DownloadException(Reason reason, String message) {
    this(reason, message, null);
  }

  /** With a message for the user and the reason. */
  public DownloadException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }
}
