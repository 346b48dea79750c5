package org.latentj.imagej.progress;

import java.util.function.BooleanSupplier;
import org.latentj.models.convert.ConversionListener;
import org.latentj.models.download.ByteCount;
import org.scijava.app.StatusService;
import org.scijava.task.Task;

/** Shows in status bar and task how far a conversion is, and passes on a cancel. */
public final class ConversionStatus implements ConversionListener {
  private static final int WHOLE = 1000;

  private final StatusService status;
  private final Task task;
  private final BooleanSupplier cancelled;
  private int shown = -1;

  /** A listener. */
  public ConversionStatus(StatusService status, Task task, BooleanSupplier cancelled) {
    this.status = status;
    this.task = task;
    this.cancelled = cancelled;
  }

  @Override
  public void progress(long bytes, long totalBytes) {
    int part = (int) (WHOLE * bytes / Math.max(1, totalBytes));
    if (part == shown) {
      // A model has some thousand tensors, many of them tiny.
      return;
    }
    shown = part;
    String text =
        "Converting: %s of %s".formatted(ByteCount.text(bytes), ByteCount.text(totalBytes));
    status.showStatus(part, WHOLE, text);
    task.setProgressMaximum(WHOLE);
    task.setProgressValue(part);
    task.setStatusMessage(text);
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }
}
