package org.latentj.imagej.host;

import ij.IJ;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;

/** Shows SciJava's status in plain ImageJ's status bar. */
public final class PlainStatus {
  /** Event buses hold subscribers weakly. */
  static final PlainStatus INSTANCE = new PlainStatus();

  private PlainStatus() {}

  /** Called by the event bus. */
  @EventHandler
  public void onEvent(StatusEvent event) {
    if (event.getStatusMessage() != null) {
      IJ.showStatus(event.getStatusMessage());
    }
    if (event.getProgressMaximum() > 0) {
      IJ.showProgress(event.getProgressValue(), event.getProgressMaximum());
    }
  }
}
