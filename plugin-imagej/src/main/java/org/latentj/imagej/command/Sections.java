package org.latentj.imagej.command;

/** Headings of the dialogs. Swing renders the HTML; plain ImageJ's dialogs take the tags away. */
final class Sections {
  static final String PROMPT = "<html><b>Prompt</b>";
  static final String SAMPLING = "<html><b>Sampling</b>";
  static final String CONTROL = "<html><b>ControlNet</b>";
  static final String IMAGE = "<html><b>Image</b>";
  static final String SELECTION = "<html><b>Selection</b>";
  static final String RESULT = "<html><b>Result</b>";

  private Sections() {}
}
