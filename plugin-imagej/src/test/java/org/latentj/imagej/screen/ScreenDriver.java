package org.latentj.imagej.screen;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.OvalRoi;
import ij.plugin.frame.Recorder;
import java.awt.Button;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.IllegalComponentStateException;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.InputEvent;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/**
 * Drives plain ImageJ in a process of its own: real menus, real dialogs, a real mouse. Prints what
 * it finds, a line for each finding; its test reads them. Needs nothing but ImageJ on its class
 * path.
 */
public final class ScreenDriver {
  private static final long PATIENCE_MILLIS = 400_000;

  private final Robot robot;
  private final File pictures;

  private ScreenDriver(File pictures) throws Exception {
    robot = new Robot();
    robot.setAutoDelay(60);
    this.pictures = pictures;
  }

  /**
   * Runs all.
   *
   * @param args the folder for screenshots
   */
  public static void main(String[] args) throws Exception {
    int code = 1;
    try {
      ImageJ imagej = new ImageJ(ImageJ.STANDALONE);
      ScreenDriver driver = new ScreenDriver(new File(args[0]));
      driver.menu(imagej);
      driver.textToImage();
      driver.replay();
      driver.cancelButton();
      driver.inpaint();
      driver.refusal();
      driver.options();
      code = 0;
    } catch (Throwable e) {
      e.printStackTrace(System.out);
    }
    System.exit(code);
  }

  private static void say(String key, Object value) {
    System.out.println("FOUND " + key + "=" + value);
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
            say("menu " + menu.getLabel() + ">" + sub.getLabel(), items);
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
    GenericDialog dialog = dialog("Text to Image");
    text(dialog, 0, "a red star on a \"white\" background");
    number(dialog, 0, "20");
    number(dialog, 1, "3");
    text(dialog, text(dialog).size() - 1, "7");
    shoot("imagej-text-to-image-dialog", dialog);
    click(dialog.getButtons()[0]);
    await(() -> WindowManager.getImageCount() == 1 && recorded().contains("seed"));
    ImagePlus image = WindowManager.getCurrentImage();
    image.getWindow().setLocation(20, 160);
    say("title", image.getTitle());
    say("size", image.getWidth() + "x" + image.getHeight());
    say("info", image.getInfoProperty().replace('\n', '|'));
    say("recorded", recorded().strip());
    shoot("imagej-text-to-image", null);
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
    await(() -> WindowManager.getImageCount() == 2);
    ImagePlus second = WindowManager.getCurrentImage();
    say(
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
    GenericDialog dialog = dialog("Text to Image");
    say("remembered", text(dialog).get(0).getText());
    click(
        Arrays.stream(dialog.getButtons())
            .filter(button -> button != null && button.getLabel().contains("Cancel"))
            .findFirst()
            .get());
    await(() -> !dialog.isShowing());
    Thread.sleep(500);
    say("after cancel", WindowManager.getImageCount() + " image");
    say(
        "recorded by cancel",
        recorded().equals(before) ? "nothing" : recorded().replace('\n', '|'));
  }

  private void inpaint() throws Exception {
    ImagePlus image = WindowManager.getCurrentImage();
    ImagePlus grey = new ImagePlus("nuclei.tif", image.getProcessor().convertToByte(true));
    grey.show();
    grey.getWindow().setLocation(20, 160);
    grey.setRoi(new OvalRoi(40, 36, 52, 48));
    int[] before = pixels(grey);
    IJ.doCommand("Inpaint Selection...");
    GenericDialog dialog = dialog("Inpaint Selection");
    text(dialog, 0, "a red circle on a white background");
    number(dialog, 0, "20");
    number(dialog, 1, "3");
    shoot("imagej-inpaint-dialog", dialog);
    click(dialog.getButtons()[0]);
    await(() -> WindowManager.getImageCount() == 3);
    ImagePlus result = WindowManager.getCurrentImage();
    result.getWindow().setLocation(320, 160);
    say("inpainted", result.getTitle() + " " + result.getBitDepth());
    say("report", result.getInfoProperty().contains("largest change outside = 0"));
    int[] after = pixels(result);
    int corner = 0;
    for (int i = 0; i < 5 * grey.getWidth(); i++) {
      corner += before[i] == after[i] ? 0 : 1;
    }
    say("changed in the first rows", corner);
    say("original untouched", Arrays.equals(before, pixels(grey)));
    shoot("imagej-inpaint", null);
  }

  private static int[] pixels(ImagePlus image) {
    int[] values = new int[image.getWidth() * image.getHeight()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.getProcessor().get(i);
    }
    return values;
  }

  private void refusal() throws Exception {
    WindowManager.getCurrentImage().deleteRoi();
    IJ.doCommand("Fill Selection...");
    click(dialog("Fill Selection").getButtons()[0]);
    Dialog message = (Dialog) window(Dialog.class, "Fill Selection...");
    shoot("imagej-no-selection", message);
    say("refused", message.getTitle());
    message.dispose();
  }

  private void options() throws Exception {
    IJ.doCommand("Stable Diffusion...");
    GenericDialog dialog = dialog("Stable Diffusion");
    shoot("imagej-options", dialog);
    say("options", text(dialog).get(0).getText());
    dialog.dispose();
  }

  /** Waits for a dialog, and moves it to where it is wholly on the screen. */
  private static GenericDialog dialog(String title) throws InterruptedException {
    GenericDialog dialog = (GenericDialog) window(GenericDialog.class, title);
    Thread.sleep(1000);
    dialog.setLocation(500, 150);
    Thread.sleep(1000);
    return dialog;
  }

  private static Window window(Class<? extends Window> type, String title) {
    Window[] found = new Window[1];
    await(
        () -> {
          for (Window window : Window.getWindows()) {
            if (type.isInstance(window)
                && window.isShowing()
                && window instanceof Dialog dialog
                && dialog.getTitle().equals(title)) {
              found[0] = window;
            }
          }
          return found[0] != null;
        });
    return found[0];
  }

  private static List<TextField> text(GenericDialog dialog) {
    List<TextField> fields = new ArrayList<>();
    for (Object field : dialog.getStringFields()) {
      fields.add((TextField) field);
    }
    return fields;
  }

  private static void text(GenericDialog dialog, int index, String value) {
    text(dialog).get(index).setText(value);
  }

  private static void number(GenericDialog dialog, int index, String value) {
    ((TextField) dialog.getNumericFields().get(index)).setText(value);
  }

  /** Clicks until the dialog is gone: on a busy machine windows move late. */
  private void click(Button button) throws InterruptedException {
    await(button::isShowing);
    for (int attempt = 0; attempt < 20 && button.isShowing(); attempt++) {
      try {
        Point at = button.getLocationOnScreen();
        robot.mouseMove(at.x + button.getWidth() / 2, at.y + button.getHeight() / 2);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
      } catch (IllegalComponentStateException e) {
        // It closed between the question and the click.
        return;
      }
      Thread.sleep(2000);
    }
  }

  private void shoot(String name, Component of) throws Exception {
    Thread.sleep(1200);
    Rectangle area =
        of == null
            ? new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())
            : new Rectangle(of.getLocationOnScreen(), of.getSize());
    ImageIO.write(robot.createScreenCapture(area), "png", new File(pictures, name + ".png"));
  }

  private static void await(BooleanSupplier condition) {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.getAsBoolean()) {
      if (System.currentTimeMillis() > end) {
        throw new IllegalStateException("waited in vain");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
