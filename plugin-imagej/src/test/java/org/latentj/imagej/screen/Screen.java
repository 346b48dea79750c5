package org.latentj.imagej.screen;

import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.IllegalComponentStateException;
import java.awt.Label;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.ActionListener;
import java.awt.event.InputEvent;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/** Eyes and hands: finds windows, clicks, takes pictures, and says what was found. */
final class Screen {
  private static final long PATIENCE_MILLIS = 300_000;

  private final Robot robot;
  private final File pictures;

  Screen(File pictures) throws Exception {
    robot = new Robot();
    robot.setAutoDelay(60);
    this.pictures = pictures;
  }

  static void say(String key, Object value) {
    System.out.println("FOUND " + key + "=" + value);
  }

  /** The titles of images that open from now on; grows. */
  static List<String> titlesOfOpened() {
    List<String> titles = new CopyOnWriteArrayList<>();
    ImagePlus.addImageListener(
        new ImageListener() {
          @Override
          public void imageOpened(ImagePlus image) {
            titles.add(image.getTitle());
          }

          @Override
          public void imageClosed(ImagePlus image) {}

          @Override
          public void imageUpdated(ImagePlus image) {}
        });
    return titles;
  }

  /** An open image by its title; null if there is none. */
  static ImagePlus image(String title) {
    int[] ids = WindowManager.getIDList();
    return ids == null
        ? null
        : Arrays.stream(ids)
            .mapToObj(WindowManager::getImage)
            .filter(image -> image != null && image.getTitle().equals(title))
            .findFirst()
            .orElse(null);
  }

  static int[] pixels(ImagePlus image) {
    int[] values = new int[image.getWidth() * image.getHeight()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.getProcessor().get(i);
    }
    return values;
  }

  static void check(GenericDialog dialog, String label) {
    check(dialog, label, true);
  }

  static void check(GenericDialog dialog, String label, boolean state) {
    for (Object box : dialog.getCheckboxes()) {
      if (((Checkbox) box).getLabel().strip().equals(label)) {
        ((Checkbox) box).setState(state);
        return;
      }
    }
    throw new IllegalStateException("no box " + label);
  }

  static void choose(GenericDialog dialog, int index, String item) {
    ((Choice) dialog.getChoices().get(index)).select(item);
  }

  /** Of those that a dialog ends with, or of its others. */
  static Button button(Container in, String label) {
    List<Component> all = new ArrayList<>();
    collect(in, all);
    return all.stream()
        .filter(part -> part instanceof Button button && button.getLabel().contains(label))
        .map(Button.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no button " + label));
  }

  /** Waits for a dialog, and moves it to where it is wholly on the screen. */
  static GenericDialog dialog(String title) throws InterruptedException {
    GenericDialog dialog = (GenericDialog) window(GenericDialog.class, title);
    Thread.sleep(1000);
    Dimension room = Toolkit.getDefaultToolkit().getScreenSize();
    dialog.setLocation(
        Math.max(0, Math.min(500, room.width - dialog.getWidth())),
        Math.max(0, Math.min(150, room.height - dialog.getHeight())));
    Thread.sleep(1000);
    return dialog;
  }

  static Window window(Class<? extends Window> type, String title) {
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

  static List<TextField> text(GenericDialog dialog) {
    List<TextField> fields = new ArrayList<>();
    for (Object field : dialog.getStringFields()) {
      fields.add((TextField) field);
    }
    return fields;
  }

  static void text(GenericDialog dialog, int index, String value) {
    text(dialog).get(index).setText(value);
  }

  static void number(GenericDialog dialog, int index, String value) {
    ((TextField) dialog.getNumericFields().get(index)).setText(value);
  }

  /** Writes into the field behind a label. */
  static void number(GenericDialog dialog, String label, String value) {
    List<Component> all = new ArrayList<>();
    collect(dialog, all);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Label text && text.getText().strip().equals(label)) {
        Component next =
            all.subList(i, all.size()).stream()
                .filter(TextField.class::isInstance)
                .findFirst()
                .orElseThrow();
        ((TextField) next).setText(value);
        return;
      }
    }
    throw new IllegalStateException("no field " + label);
  }

  private static void collect(Container in, List<Component> all) {
    for (Component part : in.getComponents()) {
      all.add(part);
      if (part instanceof Container container) {
        collect(container, all);
      }
    }
  }

  /** Clicks until the dialog is gone: on a busy machine windows move late. */
  void click(Button button) throws InterruptedException {
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

  /** Once, for what stays; a modal dialog that it opens keeps nobody waiting. */
  static void press(Button button) {
    EventQueue.invokeLater(
        () -> {
          ActionEvent event =
              new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getActionCommand());
          for (ActionListener listener : button.getActionListeners()) {
            listener.actionPerformed(event);
          }
        });
  }

  void shoot(String name, Component of) throws Exception {
    Thread.sleep(1200);
    Rectangle area =
        of == null
            ? new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())
            : new Rectangle(of.getLocationOnScreen(), of.getSize());
    ImageIO.write(robot.createScreenCapture(area), "png", new File(pictures, name + ".png"));
  }

  static void await(BooleanSupplier condition) {
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
