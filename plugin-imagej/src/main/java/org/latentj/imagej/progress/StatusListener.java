package org.latentj.imagej.progress;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.latentj.image.Picture;
import org.latentj.request.GenerationListener;
import org.latentj.request.Progress;
import org.scijava.app.StatusService;

/** Shows progress in ImageJ's status bar, and passes the user's cancel on to the engine. */
public final class StatusListener implements GenerationListener {
  private static final long PREVIEW_NANOS = 500_000_000;

  private final StatusService status;
  private final BooleanSupplier cancelled;
  private final String prefix;
  private final Consumer<Picture> preview;
  private long previewed;

  /**
   * A listener.
   *
   * @param cancelled asked before every step, on the thread that generates
   * @param prefix stands before every line, for example {@code 2 of 5: }
   * @param preview gets the picture as it forms, at most twice a second; null for no preview
   */
  public StatusListener(
      StatusService status, BooleanSupplier cancelled, String prefix, Consumer<Picture> preview) {
    this.status = status;
    this.cancelled = cancelled;
    this.prefix = prefix;
    this.preview = preview;
  }

  @Override
  public void progress(Progress progress) {
    status.showStatus(progress.step(), progress.steps(), prefix + text(progress));
    long now = System.nanoTime();
    if (preview != null && progress.preview().isPresent() && now - previewed > PREVIEW_NANOS) {
      previewed = now;
      preview.accept(progress.preview().get().get());
    }
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
