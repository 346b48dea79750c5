package org.latentj.models.download;

/** Follows a download. Called on the downloader's threads, one at a time. */
public interface DownloadListener {
  /** Hears nothing, cancels nothing. */
  DownloadListener NONE = new DownloadListener() {};

  /** How far it is; at most ten times a second, and once at the end. */
  default void progress(DownloadProgress progress) {}

  /** A remark for the user: a retry, a wait for another process. One sentence. */
  default void remark(String text) {}

  /** Asked often; true ends the download with {@link DownloadException.Reason#CANCELLED}. */
  default boolean cancelled() {
    return false;
  }
}
