package org.latentj.models.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.latentj.models.download.DownloadException.Reason;

/**
 * Fetches files over HTTP, several at a time. A file is gathered under another name ({@code
 * .part}), resumed after a broken connection or by a later run, compared with its hash, and
 * renamed; it is never there in part. One process fetches a file, others wait and find it.
 *
 * <p>A token goes to the server that it is for and to no other, whatever redirects say.
 *
 * <p>Thread-safe. Whoever makes one closes it.
 */
public final class Downloader implements AutoCloseable {
  private static final long POLL_MILLIS = 50;
  private static final int TEXT_BLOCK = 1 << 13;

  private final DownloadSettings settings;
  private final Requests requests;

  /** A downloader; connects to nothing yet. */
  public Downloader(DownloadSettings settings) {
    this.settings = settings;
    requests = new Requests(settings);
  }

  /**
   * Fetches what is not there yet. If one file fails for good, the others stop; what has arrived of
   * them is kept for the next time.
   *
   * @param listener called on other threads, one call at a time
   * @throws DownloadException if a file cannot be had, or the listener cancels
   * @throws IOException if a folder cannot be made or read
   */
  public void fetch(List<RemoteFile> files, DownloadListener listener) throws IOException {
    if (settings.offline()) {
      refuseOffline(files);
      return;
    }
    StopSignal stop = new StopSignal(listener);
    ProgressMeter meter = new ProgressMeter(listener, System::nanoTime);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(settings.parallel(), files.size())),
            new DaemonThreads("latentj-download"));
    try (Watch watch = new Watch(settings.stallTimeout(), stop)) {
      try {
        CompletionService<Void> running = new ExecutorCompletionService<>(threads);
        for (RemoteFile file : files) {
          Transfer transfer = new Transfer(file, requests, settings, meter, stop, watch);
          running.submit(
              () -> {
                transfer.run();
                return null;
              });
        }
        await(running, files.size(), stop);
      } finally {
        // While the watch still runs, which ends reads that an interrupt does not.
        end(threads, stop);
      }
    }
  }

  private static void refuseOffline(List<RemoteFile> files) throws IOException {
    List<RemoteFile> missing = new ArrayList<>();
    for (RemoteFile file : files) {
      if (!Transfer.isThere(file)) {
        missing.add(file);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    String others = missing.size() == 1 ? "" : " and %d more".formatted(missing.size() - 1);
    throw new DownloadException(
        Reason.UNREACHABLE,
        "%s%s would have to be fetched, but this is offline mode.%n%s"
            .formatted(missing.get(0).name(), others, missing.get(0).byHand()));
  }

  private static void await(CompletionService<Void> running, int count, StopSignal stop)
      throws IOException {
    try {
      for (int done = 0; done < count; ) {
        Future<Void> finished = running.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (finished != null) {
          finished.get();
          done++;
        } else if (stop.stopped()) {
          throw StopSignal.cancelled();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StopSignal.cancelled();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException unexpected) {
      throw unexpected;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return (IOException) cause;
  }

  /** No thread outlives the call: each closes its file and gives its lock back. */
  private static void end(ExecutorService threads, StopSignal stop) {
    stop.stop();
    threads.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Fetches a short text.
   *
   * @param maxBytes more are refused
   * @throws DownloadException if it cannot be had
   */
  public String text(URI uri, int maxBytes, DownloadListener listener) throws IOException {
    if (settings.offline()) {
      throw new DownloadException(
          Reason.UNREACHABLE,
          "%s would have to be asked, but this is offline mode".formatted(uri.getHost()));
    }
    StopSignal stop = new StopSignal(listener);
    try (Watch watch = new Watch(settings.stallTimeout(), stop)) {
      for (int failures = 1; ; failures++) {
        stop.check();
        try {
          return textOnce(uri, maxBytes, watch, stop);
        } catch (RetryException e) {
          // Nobody waits minutes to hear that there is no network.
          int most = e.reason() == Reason.UNREACHABLE ? 3 : settings.attempts();
          if (failures >= Math.min(most, settings.attempts())) {
            throw new DownloadException(
                e.reason(), "%s (tried %d times)".formatted(e.getMessage(), failures), e);
          }
          listener.remark(e.getMessage() + "; trying again");
          stop.sleep(
              settings.backoff().delay(failures, e.retryAfter(), ThreadLocalRandom.current()));
        }
      }
    }
  }

  private String textOnce(URI uri, int maxBytes, Watch watch, StopSignal stop) throws IOException {
    Requests.Answer answer = requests.get(uri, Map.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream body = answer.response().body();
        Watch.Guard guard = watch.guard(body)) {
      byte[] block = new byte[TEXT_BLOCK];
      for (int count = body.read(block); count >= 0; count = body.read(block)) {
        guard.alive();
        bytes.write(block, 0, count);
        if (bytes.size() > maxBytes) {
          throw new DownloadException(
              Reason.SERVER,
              "%s sends more than the %s that an answer may have"
                  .formatted(Shown.of(uri), ByteCount.text(maxBytes)));
        }
      }
    } catch (DownloadException e) {
      throw e;
    } catch (IOException e) {
      stop.check();
      throw RetryException.broken("the connection to %s broke".formatted(uri.getHost()), e);
    }
    if (answer.status() != 200) {
      throw RetryException.answered("%s answers %d".formatted(Shown.of(uri), answer.status()));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Ends its threads. */
  @Override
  public void close() {
    requests.close();
  }
}
