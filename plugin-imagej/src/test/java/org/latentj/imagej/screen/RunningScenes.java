package org.latentj.imagej.screen;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.Dialog;
import java.awt.event.KeyEvent;
import java.util.Arrays;

/** Commands that are ended while they run, and those on many regions. */
final class RunningScenes {
  private static final String LONG = "150";

  private final Screen screen;

  RunningScenes(Screen screen) {
    this.screen = screen;
  }

  void play() throws Exception {
    escapeFromText();
    escapeInPlace();
    regions();
  }

  /** As ImageJ's windows pass the key on. */
  private static void escape() {
    IJ.getInstance()
        .keyPressed(
            new KeyEvent(
                IJ.getInstance(),
                KeyEvent.KEY_PRESSED,
                System.currentTimeMillis(),
                0,
                KeyEvent.VK_ESCAPE,
                KeyEvent.CHAR_UNDEFINED));
  }

  private static void dismiss(String title) {
    Dialog message = (Dialog) Screen.window(Dialog.class, title);
    message.dispose();
  }

  private void escapeFromText() throws Exception {
    int images = WindowManager.getImageCount();
    IJ.doCommand("Text to Image...");
    GenericDialog dialog = Screen.dialog("Text to Image");
    Screen.text(dialog, 0, "a blue square on a white background");
    Screen.number(dialog, 0, LONG);
    // So large that it cannot be over before it is cancelled, however fast the machine is.
    Screen.number(dialog, "Width", "512");
    Screen.number(dialog, "Height", "512");
    Screen.check(dialog, "Live preview");
    screen.click(dialog.getButtons()[0]);
    Screen.await(() -> Screen.image("Text to Image (forming)") != null);
    Screen.image("Text to Image (forming)").getWindow().setLocation(320, 160);
    screen.shoot("imagej-live-preview", null);
    escape();
    dismiss("Text to Image...");
    Screen.say("images after Esc", WindowManager.getImageCount() - images);
  }

  private void escapeInPlace() throws Exception {
    ImagePlus image = Screen.image("nuclei.tif");
    IJ.selectWindow(image.getID());
    image.setRoi(new OvalRoi(40, 36, 52, 48));
    int[] before = Screen.pixels(image);
    int images = WindowManager.getImageCount();
    IJ.doCommand("Inpaint Selection...");
    GenericDialog dialog = Screen.dialog("Inpaint Selection");
    Screen.number(dialog, 0, LONG);
    Screen.check(dialog, "In place");
    Screen.check(dialog, "Live preview");
    screen.click(dialog.getButtons()[0]);
    Screen.await(() -> Screen.image("Inpaint Selection (forming)") != null);
    Screen.say("locked while it runs", image.isLocked());
    escape();
    dismiss("Inpaint Selection...");
    Screen.await(() -> !image.isLocked());
    Screen.say("untouched by what was cancelled", Arrays.equals(before, Screen.pixels(image)));
    Screen.say("images after Esc in place", WindowManager.getImageCount() - images);
  }

  private static void inpaint(ImagePlus image, String options) {
    IJ.selectWindow(image.getID());
    IJ.runMacro(
        "run(\"Inpaint Selection...\", \"prompt=[a red circle] steps=4 guidance=3 %s\");"
            .formatted(options));
  }

  /** The ROI Manager's regions at once, and one by one. */
  private void regions() {
    Roi first = new Roi(20, 20, 24, 20);
    Roi second = new OvalRoi(70, 60, 30, 34);
    ImagePlus image = Screen.image("nuclei.tif").duplicate();
    image.setTitle("batch.tif");
    image.deleteRoi();
    image.show();
    RoiManager manager = new RoiManager();
    manager.addRoi(first);
    manager.addRoi(second);
    inpaint(image, "seed=5 maskFrom=[ROI Manager]");
    ImagePlus batch = Screen.image("batch-inpaint");
    batch.setTitle("at once");
    manager.close();
    image.setRoi(first);
    inpaint(image, "seed=5");
    ImagePlus half = Screen.image("batch-inpaint");
    half.setTitle("half.tif");
    half.setRoi(second);
    inpaint(half, "seed=6");
    ImagePlus single = Screen.image("half-inpaint");
    Screen.say(
        "regions at once as one by one",
        Arrays.equals(Screen.pixels(batch), Screen.pixels(single))
            && !Arrays.equals(Screen.pixels(batch), Screen.pixels(half)));
    Screen.say(
        "seeds of regions", batch.getInfoProperty().replaceAll("(?s).*Regions: ([^\n]*).*", "$1"));
  }
}
