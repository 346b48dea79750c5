package org.latentj.imagej.progress;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.latentj.models.download.DownloadListener;
import org.latentj.models.download.DownloadProgress;
import org.scijava.app.StatusService;
import org.scijava.task.Task;

/** Shows in status bar and task how far files are fetched or read, and passes on a cancel. */
public final class DownloadStatus implements DownloadListener {
  private static final int WHOLE = 1000;

  private final StatusService status;
  private final Task task;
  private final String verb;
  private final BooleanSupplier cancelled;
  private final Consumer<String> remarks;

  /**
   * A listener.
   *
   * @param verb stands before every line, for example {@code Fetching}
   * @param remarks gets what the user should know besides
   */
  public DownloadStatus(
      StatusService status,
      Task task,
      String verb,
      BooleanSupplier cancelled,
      Consumer<String> remarks) {
    this.status = status;
    this.task = task;
    this.verb = verb;
    this.cancelled = cancelled;
    this.remarks = remarks;
  }

  @Override
  public void progress(DownloadProgress progress) {
    long total = progress.totalBytes().orElse(0);
    int part = total <= 0 ? 0 : (int) Math.min(WHOLE, WHOLE * progress.bytes() / total);
    String text =
        "%s file %d of %d: %s"
            .formatted(
                verb,
                Math.min(progress.files(), progress.filesDone() + 1),
                progress.files(),
                progress.text());
    status.showStatus(part, WHOLE, text);
    task.setProgressMaximum(WHOLE);
    task.setProgressValue(part);
    task.setStatusMessage(text);
  }

  @Override
  public void remark(String text) {
    status.showStatus(text);
    remarks.accept(text);
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }
}
