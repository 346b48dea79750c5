package org.latentj.imagej;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.latentj.request.GenerationListener;
import org.latentj.request.Progress;
import org.scijava.app.StatusService;

/** Shows progress in ImageJ's status bar, and passes the user's cancel on to the engine. */
final class StatusListener implements GenerationListener {
  private final StatusService status;
  private final BooleanSupplier cancelled;

  /**
   * A listener.
   *
   * @param cancelled asked before every step, on the thread that generates
   */
  StatusListener(StatusService status, BooleanSupplier cancelled) {
    this.status = status;
    this.cancelled = cancelled;
  }

  @Override
  public void progress(Progress progress) {
    status.showStatus(progress.step(), progress.steps(), text(progress));
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  static String text(Progress progress) {
    return switch (progress.stage()) {
      case ENCODING_PROMPT -> "Reading the prompt";
      case ENCODING_IMAGE -> "Encoding the image";
      case SAMPLING ->
          "Step %d of %d%s"
              .formatted(
                  progress.step(),
                  progress.steps(),
                  progress.remaining().map(StatusListener::remaining).orElse(""));
      case DECODING -> "Decoding the image";
    };
  }

  private static String remaining(Duration duration) {
    long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
    return seconds < 120
        ? ", %d s left".formatted(seconds)
        : ", %d min left".formatted(Math.round(seconds / 60.0));
  }
}
