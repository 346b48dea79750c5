package org.latentj.models.download;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Adds up what the transfers report, and measures their speed over the last seconds. */
final class ProgressMeter {
  private static final long REPORT_NANOS = 100_000_000;
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private final DownloadListener listener;
  private final LongSupplier nanos;
  private final List<Track> tracks = new ArrayList<>();
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long received;
  private long reported;

  private record Sample(long nanos, long received) {}

  /** A meter whose clock is {@code nanos}. */
  ProgressMeter(DownloadListener listener, LongSupplier nanos) {
    this.listener = listener;
    this.nanos = nanos;
    long now = nanos.getAsLong();
    samples.add(new Sample(now, 0));
    reported = now - REPORT_NANOS;
  }

  /** One more file. */
  synchronized Track track(OptionalLong size) {
    Track track = new Track(size);
    tracks.add(track);
    return track;
  }

  synchronized void remark(String text) {
    listener.remark(text);
  }

  private void changed(boolean always) {
    long now = nanos.getAsLong();
    if (!always && now - reported < REPORT_NANOS) {
      return;
    }
    reported = now;
    samples.add(new Sample(now, received));
    while (samples.size() > 2 && now - samples.peekFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    listener.progress(progress(now));
  }

  private DownloadProgress progress(long now) {
    long bytes = 0;
    long total = 0;
    boolean known = true;
    int done = 0;
    for (Track track : tracks) {
      bytes += track.bytes;
      known &= track.total.isPresent();
      total += track.total.orElse(0);
      done += track.done ? 1 : 0;
    }
    Sample oldest = samples.getFirst();
    double seconds = (now - oldest.nanos()) / 1e9;
    double rate = seconds <= 0 ? 0 : (received - oldest.received()) / seconds;
    return new DownloadProgress(
        tracks.size(), done, bytes, known ? OptionalLong.of(total) : OptionalLong.empty(), rate);
  }

  /** One file's part. */
  final class Track {
    private OptionalLong total;
    private long bytes;
    private boolean done;

    private Track(OptionalLong total) {
      this.total = total;
    }

    /** The file's size, once it is known. */
    void total(long size) {
      synchronized (ProgressMeter.this) {
        total = OptionalLong.of(size);
      }
    }

    /** So much of the file is there. */
    void at(long position) {
      synchronized (ProgressMeter.this) {
        bytes = position;
        changed(false);
      }
    }

    /** So much more has arrived. */
    void arrived(int count) {
      synchronized (ProgressMeter.this) {
        bytes += count;
        received += count;
        changed(false);
      }
    }

    /** The file is whole. */
    void done(long size) {
      synchronized (ProgressMeter.this) {
        total = OptionalLong.of(size);
        bytes = size;
        done = true;
        changed(true);
      }
    }
  }
}
