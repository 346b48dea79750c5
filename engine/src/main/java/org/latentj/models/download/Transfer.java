package org.latentj.models.download;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.latentj.models.download.DownloadException.Reason;

/**
 * Fetches one file. Bytes are gathered in {@link RemoteFile#part()}; an attempt goes on where the
 * last one ended, and nothing gets the file's name but what has the right length and hash.
 */
final class Transfer {
  private static final int BLOCK = 1 << 16;

  private final RemoteFile file;
  private final PartFile part;
  private final Requests requests;
  private final DownloadSettings settings;
  private final ProgressMeter meter;
  private final ProgressMeter.Track track;
  private final StopSignal stop;
  private final Watch watch;
  private boolean withoutRanges;

  Transfer(
      RemoteFile file,
      Requests requests,
      DownloadSettings settings,
      ProgressMeter meter,
      StopSignal stop,
      Watch watch) {
    this.file = file;
    this.part = new PartFile(file);
    this.requests = requests;
    this.settings = settings;
    this.meter = meter;
    this.track = meter.track(file.size());
    this.stop = stop;
    this.watch = watch;
  }

  /** Whether the file is there already. */
  static boolean isThere(RemoteFile file) throws IOException {
    return Files.isRegularFile(file.target())
        && (file.size().isEmpty() || Files.size(file.target()) == file.size().getAsLong());
  }

  /** Fetches it if it is not there. */
  void run() throws IOException {
    Files.createDirectories(file.target().toAbsolutePath().getParent());
    ProcessLock lock =
        ProcessLock.acquire(
            file.lock(),
            stop,
            () -> meter.remark("Waiting for another process that fetches " + file.name()));
    try (lock) {
      if (!isThere(file)) {
        fetch();
      }
      track.done(Files.size(file.target()));
    }
  }

  private void fetch() throws IOException {
    int failures = 0;
    int wrong = 0;
    long best = part.size();
    while (true) {
      stop.check();
      try {
        attempt();
        finish();
        return;
      } catch (WrongBytesException e) {
        part.delete();
        best = 0;
        wrong++;
        if (wrong >= settings.wrongBytes()) {
          throw Failures.last(file, Reason.WRONG_BYTES, e, wrong);
        }
        meter.remark("%s: %s; fetching it again".formatted(file.name(), e.getMessage()));
      } catch (RetryException e) {
        long now = part.size();
        failures = now > best ? 1 : failures + 1;
        best = Math.max(best, now);
        if (failures >= settings.attempts()) {
          throw Failures.last(file, e.reason(), e, failures);
        }
        pause(e, failures);
      } catch (DownloadException e) {
        throw e.reason() == Reason.CANCELLED ? e : Failures.last(file, e.reason(), e, 1);
      }
    }
  }

  private void pause(RetryException e, int failures) throws IOException {
    var delay = settings.backoff().delay(failures, e.retryAfter(), ThreadLocalRandom.current());
    meter.remark(
        "%s: %s; trying again in %d s"
            .formatted(file.name(), e.getMessage(), Math.max(1, delay.toSeconds())));
    stop.sleep(delay);
  }

  private void attempt() throws IOException {
    long have = withoutRanges ? part.restart() : part.resumable();
    track.at(have);
    boolean all = file.size().isPresent() && have == file.size().getAsLong();
    if (all && have > 0 && file.hash().isPresent()) {
      return;
    }
    Requests.Answer answer = requests.get(file.uri(), part.headers(have));
    try (InputStream body = answer.response().body();
        Watch.Guard guard = watch.guard(body)) {
      Announced announced = announced(answer, have);
      if (announced.from() == 0) {
        part.restart();
        part.remember(answer);
      }
      track.at(announced.from());
      announced.total().ifPresent(track::total);
      copy(body, guard, announced);
    }
  }

  private Announced announced(Requests.Answer answer, long have) throws IOException {
    try {
      Announced announced = Announced.of(answer, have, file.size());
      announced.checkSpace(file);
      return announced;
    } catch (Announced.UnusableRangeException e) {
      part.delete();
      // What it says of ranges cannot be trusted: from the beginning, then.
      withoutRanges = e.distrust();
      throw RetryException.answered(e.getMessage());
    }
  }

  private void copy(InputStream body, Watch.Guard guard, Announced announced) throws IOException {
    long position = announced.from();
    OptionalLong total = announced.total();
    try (FileOutputStream out = part.append()) {
      byte[] block = new byte[BLOCK];
      for (int count = read(body, block, guard); count >= 0; count = read(body, block, guard)) {
        stop.check();
        guard.alive();
        position += count;
        if (total.isPresent() && position > total.getAsLong()) {
          throw new WrongBytesException(
              "more than the %d bytes that were announced arrived".formatted(total.getAsLong()));
        }
        PartFile.write(out, block, count);
        track.arrived(count);
      }
      if (announcedAll(position, total)) {
        PartFile.sync(out);
      }
    }
    if (total.isPresent() && position < total.getAsLong()) {
      throw RetryException.answered(
          "the connection ended after %d of %d bytes".formatted(position, total.getAsLong()));
    }
  }

  private static boolean announcedAll(long position, OptionalLong total) {
    return total.isEmpty() || position == total.getAsLong();
  }

  private int read(InputStream body, byte[] block, Watch.Guard guard) throws IOException {
    try {
      return body.read(block);
    } catch (IOException e) {
      stop.check();
      String why =
          guard.stalled()
              ? "nothing arrived for %d s".formatted(settings.stallTimeout().toSeconds())
              : "the connection broke";
      throw RetryException.broken(why, e);
    }
  }

  private void finish() throws IOException {
    long size = part.size();
    if (file.size().isPresent() && size != file.size().getAsLong()) {
      throw new WrongBytesException(
          "expected %d bytes but %d arrived".formatted(file.size().getAsLong(), size));
    }
    if (file.hash().isPresent()) {
      FileHash found = file.hash().get().of(file.part());
      if (!found.equals(file.hash().get())) {
        throw new WrongBytesException(
            "expected %s but what arrived has %s".formatted(file.hash().get(), found.hex()));
      }
    }
    try {
      Files.move(
          file.part(),
          file.target(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(file.part(), file.target(), StandardCopyOption.REPLACE_EXISTING);
    }
    part.delete();
  }

  /** What arrived cannot become the file. */
  private static final class WrongBytesException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongBytesException(String message) {
      super(message);
    }
  }
}
