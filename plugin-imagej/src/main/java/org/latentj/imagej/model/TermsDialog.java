package org.latentj.imagej.model;

import ij.gui.GenericDialog;
import java.awt.Checkbox;
import java.awt.Font;
import org.latentj.models.license.ModelLicense;

/** Shows a licence's terms, and asks whether they are accepted. */
final class TermsDialog {
  private static final int ROWS = 24;
  private static final int COLUMNS = 92;
  private static final Font TERMS = new Font(Font.MONOSPACED, Font.PLAIN, 12);

  private TermsDialog() {}

  /** Not on the event thread: waits for the answer. */
  static boolean accepts(ModelLicense license, String model) {
    GenericDialog dialog = new GenericDialog("Licence of " + model);
    dialog.addMessage(
        "%s is under the licence %s.\nIt is neither fetched nor used before you accept its terms."
            .formatted(model, license.title()));
    dialog.addTextAreas(Lines.wrap(license.terms(), COLUMNS - 4), null, ROWS, COLUMNS);
    dialog.getTextArea1().setEditable(false);
    dialog.getTextArea1().setFont(TERMS);
    dialog.addCheckbox("I have read these terms and accept them", false);
    dialog.setOKLabel("Accept");
    dialog.setCancelLabel("Decline");
    dialog.setHelpLabel("Full Text");
    dialog.addHelp(license.url());
    dialog.showDialog();
    // Not through the dialog's own getter, which would write into the macro recorder.
    Checkbox accepted = (Checkbox) dialog.getCheckboxes().firstElement();
    return !dialog.wasCanceled() && accepted.getState();
  }
}
