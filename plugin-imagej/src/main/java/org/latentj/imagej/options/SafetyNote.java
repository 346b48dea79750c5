package org.latentj.imagej.options;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import org.latentj.models.license.ModelLicense;
import org.scijava.prefs.PrefService;

/** What whoever switches the safety checker off must have read. */
final class SafetyNote {
  private static final String ACCEPTED = "withoutSafetyChecker";

  private SafetyNote() {}

  /**
   * Shows the note where the safety checker was on until now: in a dialog that asks, or, where none
   * may open, in the log. Not on the event thread.
   *
   * @return false if the user keeps it on
   */
  static boolean accepted(PrefService preferences) {
    if (preferences.getBoolean(EngineOptions.class, ACCEPTED, false)) {
      return true;
    }
    if (GraphicsEnvironment.isHeadless() || IJ.isMacro()) {
      IJ.log(text());
      return true;
    }
    // ImageJ's message boxes leave empty lines out.
    String question = text() + "\n\nSwitch the safety checker off?";
    return IJ.showMessageWithCancel("Safety checker", question.replace("\n\n", "\n \n"));
  }

  static void remember(PrefService preferences, boolean off) {
    preferences.put(EngineOptions.class, ACCEPTED, off);
  }

  /** In lines: message boxes do not break them. */
  static String text() {
    ModelLicense license = ModelLicense.openRailM();
    return """
        The card of Stable Diffusion intends the model to be used with its safety checker. Without it,
        the licence of the model binds you as before; %s says:

        - %s
        - %s

        Leave it off only where pictures reach nobody who has not chosen to see them. Every picture
        that is made without it says so in its parameters. Full text of the licence:
        %s"""
        .formatted(
            license.title(),
            wrapped(license.points().get(0)),
            wrapped(license.points().get(1)),
            license.url());
  }

  private static String wrapped(String sentence) {
    return sentence.replaceAll("(.{1,95})(?: |$)", "$1\n").strip();
  }
}
