package org.latentj.imagej.screen;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.OvalRoi;
import ij.plugin.frame.Recorder;
import java.awt.Checkbox;
import java.awt.Dialog;
import java.awt.Menu;
import java.awt.MenuItem;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.swing.JDialog;

/**
 * Drives plain ImageJ in a process of its own: real menus, real dialogs, a real mouse. Prints what
 * it finds, a line for each finding; its test reads them. Needs nothing but ImageJ on its class
 * path.
 */
public final class ScreenDriver {
  private final Screen screen;
  private final String seed;

  private ScreenDriver(Screen screen, String seed) {
    this.screen = screen;
    this.seed = seed;
  }

  /**
   * Runs all.
   *
   * @param args the folder for screenshots, and the seed of the inpainted picture
   */
  public static void main(String[] args) throws Exception {
    int code = 1;
    try {
      ImageJ imagej = new ImageJ(ImageJ.STANDALONE);
      Screen screen = new Screen(new File(args[0]));
      ScreenDriver driver = new ScreenDriver(screen, args[1]);
      driver.menu(imagej);
      driver.textToImage();
      driver.replay();
      driver.cancelButton();
      driver.inpaint();
      driver.refusal();
      driver.options();
      new RunningScenes(screen).play();
      new ModelScenes(screen).play();
      code = 0;
    } catch (Throwable e) {
      e.printStackTrace(System.out);
    }
    System.exit(code);
  }

  private void menu(ImageJ imagej) throws IOException {
    imagej.setLocation(20, 20);
    for (int i = 0; i < imagej.getMenuBar().getMenuCount(); i++) {
      Menu menu = imagej.getMenuBar().getMenu(i);
      for (int j = 0; j < menu.getItemCount(); j++) {
        if (menu.getItem(j) instanceof Menu sub) {
          List<String> items = new ArrayList<>();
          for (int k = 0; k < sub.getItemCount(); k++) {
            MenuItem item = sub.getItem(k);
            items.add(item.getLabel());
          }
          if (items.stream().anyMatch(item -> item.startsWith("Stable Diffusion"))
              || sub.getLabel().equals("Stable Diffusion")) {
            Screen.say("menu " + menu.getLabel() + ">" + sub.getLabel(), items);
          }
        }
      }
    }
  }

  private void textToImage() throws Exception {
    IJ.run("Record...");
    Recorder recorder = Recorder.getInstance();
    recorder.setLocation(620, 20);
    IJ.doCommand("Text to Image...");
    GenericDialog dialog = Screen.dialog("Text to Image");
    Screen.text(dialog, 0, "a red star on a \"white\" background");
    Screen.number(dialog, 0, "20");
    Screen.number(dialog, 1, "3");
    Screen.text(dialog, Screen.text(dialog).size() - 1, "7");
    screen.shoot("imagej-text-to-image-dialog", dialog);
    screen.click(dialog.getButtons()[0]);
    Screen.await(() -> WindowManager.getImageCount() == 1 && recorded().contains("seed"));
    ImagePlus image = WindowManager.getCurrentImage();
    image.getWindow().setLocation(20, 160);
    Screen.say("title", image.getTitle());
    Screen.say("size", image.getWidth() + "x" + image.getHeight());
    Screen.say("info", image.getInfoProperty().replace('\n', '|'));
    Screen.say("recorded", recorded().strip());
    screen.shoot("imagej-text-to-image", null);
  }

  private static String recorded() {
    return Recorder.getInstance().getText();
  }

  private void replay() {
    ImagePlus first = WindowManager.getCurrentImage();
    String[] lines = recorded().strip().split("\n");
    String line =
        Arrays.stream(lines).filter(l -> l.startsWith("run(\"Text to Image")).findFirst().get();
    IJ.runMacro(line);
    Screen.await(() -> WindowManager.getImageCount() == 2);
    ImagePlus second = WindowManager.getCurrentImage();
    Screen.say(
        "replayed",
        first != second
            && Arrays.equals(
                (int[]) first.getProcessor().getPixels(),
                (int[]) second.getProcessor().getPixels()));
    second.changes = false;
    second.close();
  }

  private void cancelButton() throws Exception {
    String before = recorded();
    IJ.doCommand("Text to Image...");
    GenericDialog dialog = Screen.dialog("Text to Image");
    Screen.say("remembered", Screen.text(dialog).get(0).getText());
    screen.click(
        Arrays.stream(dialog.getButtons())
            .filter(button -> button != null && button.getLabel().contains("Cancel"))
            .findFirst()
            .get());
    Screen.await(() -> !dialog.isShowing());
    Thread.sleep(500);
    Screen.say("after cancel", WindowManager.getImageCount() + " image");
    Screen.say(
        "recorded by cancel",
        recorded().equals(before) ? "nothing" : recorded().replace('\n', '|'));
  }

  private void inpaint() throws Exception {
    ImagePlus image = WindowManager.getCurrentImage();
    ImagePlus grey = new ImagePlus("nuclei.tif", image.getProcessor().convertToByte(true));
    grey.show();
    grey.getWindow().setLocation(20, 160);
    grey.setRoi(new OvalRoi(82, 22, 42, 40));
    int[] before = Screen.pixels(grey);
    IJ.doCommand("Inpaint Selection...");
    GenericDialog dialog = Screen.dialog("Inpaint Selection");
    Screen.text(dialog, 0, "a red circle on a white background");
    Screen.number(dialog, 0, "50");
    Screen.number(dialog, 1, "3");
    Screen.text(dialog, Screen.text(dialog).size() - 1, seed);
    Screen.check(dialog, "Live preview");
    screen.shoot("imagej-inpaint-dialog", dialog);
    // Who only looks now and then misses the preview on a fast machine.
    List<String> opened = Screen.titlesOfOpened();
    screen.click(dialog.getButtons()[0]);
    Screen.await(() -> Screen.image("nuclei-inpaint") != null);
    Screen.say("preview opened", opened.contains("Inpaint Selection (forming)"));
    Screen.say(
        "preview closed",
        Screen.image("Inpaint Selection (forming)") == null && WindowManager.getImageCount() == 3);
    ImagePlus result = Screen.image("nuclei-inpaint");
    result.getWindow().setLocation(320, 160);
    Screen.say("inpainted", result.getTitle() + " " + result.getBitDepth());
    Screen.say("report", result.getInfoProperty().contains("largest change outside = 0"));
    int[] after = Screen.pixels(result);
    int corner = 0;
    for (int i = 0; i < 5 * grey.getWidth(); i++) {
      corner += before[i] == after[i] ? 0 : 1;
    }
    Screen.say("changed in the first rows", corner);
    Screen.say("original untouched", Arrays.equals(before, Screen.pixels(grey)));
    screen.shoot("imagej-inpaint", null);
  }

  private void refusal() throws Exception {
    WindowManager.getCurrentImage().deleteRoi();
    IJ.doCommand("Fill Selection...");
    screen.click(Screen.dialog("Fill Selection").getButtons()[0]);
    Dialog message = (Dialog) Screen.window(Dialog.class, "Fill Selection...");
    screen.shoot("imagej-no-selection", message);
    Screen.say("refused", message.getTitle());
    message.dispose();
  }

  private void options() throws Exception {
    IJ.doCommand("Stable Diffusion...");
    GenericDialog dialog = Screen.dialog("Stable Diffusion");
    screen.shoot("imagej-options", dialog);
    Screen.say("options", Screen.text(dialog).get(0).getText());
    Screen.press(Screen.button(dialog, "Help"));
    Dialog help = (Dialog) Screen.window(JDialog.class, "Stable Diffusion Help");
    screen.shoot("imagej-options-help", help);
    help.dispose();
    Screen.check(dialog, "Safety checker", false);
    screen.click(dialog.getButtons()[0]);
    GenericDialog note = Screen.dialog("Safety checker");
    note.setLocation(60, 60);
    screen.shoot("imagej-safety-note", note);
    screen.click(Screen.button(note, "Cancel"));
    Dialog message = (Dialog) Screen.window(Dialog.class, "Stable Diffusion...");
    Screen.say("checker kept", message.getTitle());
    message.dispose();
    IJ.doCommand("Stable Diffusion...");
    GenericDialog again = Screen.dialog("Stable Diffusion");
    for (Object box : again.getCheckboxes()) {
      if (((Checkbox) box).getLabel().strip().equals("Safety checker")) {
        Screen.say("checker is on", ((Checkbox) box).getState());
      }
    }
    again.dispose();
  }
}
