package org.latentj.maven.models;

import java.util.concurrent.TimeUnit;
import org.apache.maven.plugin.logging.Log;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadProgress;

/** Logs a download: one line for every tenth of it, and at most one in ten seconds. */
public final class LogListener implements DownloadListener {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int TENTHS = 10;

  private final Log log;
  private int tenth;
  private long last = System.nanoTime() - QUIET_NANOS;

  /** For that log. */
  public LogListener(Log log) {
    this.log = log;
  }

  @Override
  public void progress(DownloadProgress progress) {
    long total = progress.totalBytes().orElse(0);
    int now = total <= 0 ? tenth : (int) (TENTHS * progress.bytes() / total);
    if (now > tenth && System.nanoTime() - last >= QUIET_NANOS) {
      tenth = now;
      last = System.nanoTime();
      log.info("Fetching: " + progress.text());
    }
  }

  @Override
  public void remark(String text) {
    log.warn(text);
  }
}
