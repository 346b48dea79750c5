package org.latentj.imagej.selection;

import org.latentj.label.Labels;

/** What says which pixels are meant. */
public enum MaskSource {
  /** The selection; without one a live threshold; without one the overlay. */
  AUTOMATIC("Automatic"),
  /** The selection. */
  SELECTION("Selection"),
  /** What Image &gt; Adjust &gt; Threshold shows in red. */
  THRESHOLD("Threshold"),
  /** All areas of the overlay together. */
  OVERLAY("Overlay"),
  /** Every region of the ROI Manager by itself, each with a seed of its own. */
  ROI_MANAGER("ROI Manager");

  private final String label;

  MaskSource(String label) {
    this.label = label;
  }

  /** As dialogs and macros name it. */
  public String label() {
    return label;
  }

  /**
   * The source of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static MaskSource ofLabel(String text) {
    return Labels.find(values(), MaskSource::label, "expected a mask from", text);
  }
}
