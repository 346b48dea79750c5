package org.latentj.imagej.screen;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.text.TextWindow;
import java.awt.Dialog;
import java.awt.Window;

/**
 * Models are listed, and one is fetched from a hub on this machine once its licence is accepted.
 */
final class ModelScenes {
  private static final String MODEL = "hf:CompVis/stable-diffusion-v1-4";

  private final Screen screen;

  ModelScenes(Screen screen) {
    this.screen = screen;
  }

  void play() throws Exception {
    fetch(false);
    GenericDialog terms = Screen.dialog("Licence of " + MODEL);
    terms.setLocation(60, 60);
    screen.shoot("imagej-licence", terms);
    screen.click(Screen.button(terms, "Decline"));
    Dialog message = (Dialog) Screen.window(Dialog.class, "Manage Models...");
    screen.shoot("imagej-licence-declined", message);
    Screen.say("declined", message.getTitle());
    message.dispose();

    fetch(true);
    GenericDialog again = Screen.dialog("Licence of " + MODEL);
    again.setLocation(60, 60);
    Screen.check(again, "I have read these terms and accept them");
    screen.click(Screen.button(again, "Accept"));
    Screen.await(() -> table() != null);
    Window table = table();
    table.setBounds(20, 160, 1060, 420);
    screen.shoot("imagej-models", table);
    Screen.say("fetched", line(table()));
  }

  private void fetch(boolean shoot) throws Exception {
    IJ.doCommand("Manage Models...");
    GenericDialog dialog = Screen.dialog("Manage Models");
    // It is as wide as the longest reference.
    dialog.setLocation(20, 430);
    Thread.sleep(1000);
    Screen.choose(dialog, 0, "fetch");
    Screen.text(dialog, 0, MODEL);
    if (shoot) {
      screen.shoot("imagej-manage-models-dialog", dialog);
    }
    screen.click(dialog.getButtons()[0]);
  }

  private static TextWindow table() {
    return WindowManager.getWindow("Stable Diffusion Models") instanceof TextWindow window
        ? window
        : null;
  }

  private static String line(TextWindow table) {
    for (int i = 0; i < table.getTextPanel().getLineCount(); i++) {
      String line = table.getTextPanel().getLine(i);
      if (line.contains("\t" + MODEL + "\t") || line.startsWith(MODEL + "\t")) {
        return line.replace('\t', '|');
      }
    }
    return "no line";
  }
}
