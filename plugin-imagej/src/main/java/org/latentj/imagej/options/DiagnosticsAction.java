package org.latentj.imagej.options;

import org.scijava.service.SciJavaService;

/** What the button in the options does. */
public interface DiagnosticsAction extends SciJavaService {

  /** Collects the diagnostics on another thread, copies them to the clipboard and shows them. */
  void copy();

  /**
   * Versions, engine, device and why it was chosen, precision, folders. Loads the embedded model,
   * which takes seconds.
   */
  String text();
}
