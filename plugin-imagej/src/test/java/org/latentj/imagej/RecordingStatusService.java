package org.latentj.imagej;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.scijava.app.StatusService;
import org.scijava.app.event.StatusEvent;
import org.scijava.service.AbstractService;

/** Keeps what the status bar shows. SciJava's own publishes later, in no fixed order. */
public final class RecordingStatusService extends AbstractService implements StatusService {
  /** What was shown, in its order. */
  public final List<String> lines = new CopyOnWriteArrayList<>();

  /** Hears of every line with a progress. */
  public Consumer<String> onStatus = line -> {};

  @Override
  public void showProgress(int value, int maximum) {
    lines.add(value + "/" + maximum);
  }

  @Override
  public void showStatus(String message) {
    lines.add(message);
  }

  @Override
  public void showStatus(int progress, int maximum, String message) {
    lines.add(progress + "/" + maximum + " " + message);
    onStatus.accept(lines.get(lines.size() - 1));
  }

  @Override
  public void showStatus(int progress, int maximum, String message, boolean warn) {
    showStatus(progress, maximum, message);
  }

  @Override
  public void warn(String message) {
    lines.add("warning: " + message);
  }

  @Override
  public void clearStatus() {
    lines.add("cleared");
  }

  @Override
  public String getStatusMessage(String appName, StatusEvent statusEvent) {
    return statusEvent.getStatusMessage();
  }
}
