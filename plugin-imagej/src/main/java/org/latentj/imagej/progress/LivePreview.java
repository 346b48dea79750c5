package org.latentj.imagej.progress;

import ij.ImagePlus;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.util.function.Consumer;
import org.latentj.image.Picture;
import org.latentj.image.ResampleFilter;
import org.latentj.imagej.pixels.Copies;
import org.latentj.imagej.pixels.Pictures;

/** A window that shows a picture as it forms, and then holds the result. */
public final class LivePreview implements Consumer<Picture> {
  private static final int LATENT_PIXEL = 8;

  private final String title;
  private ImagePlus window;
  private boolean over;

  /** Opens with the first preview. */
  public LivePreview(String title) {
    this.title = title;
  }

  /** Whether there is a screen for it. */
  public static boolean possible() {
    return !GraphicsEnvironment.isHeadless();
  }

  /** Called on the thread that generates; drawing happens on the event thread. */
  @Override
  public void accept(Picture small) {
    Picture large =
        small.resize(
            small.width() * LATENT_PIXEL, small.height() * LATENT_PIXEL, ResampleFilter.BILINEAR);
    EventQueue.invokeLater(() -> draw(large));
  }

  private synchronized void draw(Picture picture) {
    if (over) {
      // The last preview may still be queued when the result is there.
      return;
    }
    if (window == null) {
      window = new ImagePlus(title + " (forming)", Pictures.toProcessor(picture));
      window.show();
    } else {
      // A second pass, and another region, have another size.
      window.setProcessor(Pictures.toProcessor(picture));
    }
  }

  /**
   * Puts the result into the window; one that does not fit there gets a window of its own.
   *
   * @param result its pixels, title and properties are taken over
   * @return the image to go on with: the window's, or {@code result} if nothing was shown yet
   */
  public ImagePlus finish(ImagePlus result) {
    ImagePlus shown = end();
    if (shown == null || !shown.isVisible()) {
      return result;
    }
    if (result.getStackSize() > 1 || result.getType() != ImagePlus.COLOR_RGB) {
      close(shown);
      return result;
    }
    shown.setProcessor(result.getTitle(), result.getProcessor());
    Copies.copyAttributes(result, shown);
    return shown;
  }

  /** Closes the window. */
  public void discard() {
    ImagePlus shown = end();
    if (shown != null) {
      close(shown);
    }
  }

  private synchronized ImagePlus end() {
    over = true;
    return window;
  }

  /** Not while the lock is held: AWT closes windows on the event thread, which may wait for it. */
  private static void close(ImagePlus shown) {
    shown.changes = false;
    shown.close();
  }
}
