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
    if (window == null) {
      window = new ImagePlus(title + " (forming)", Pictures.toProcessor(picture));
      window.show();
    } else if (window.getWidth() == picture.width() && window.getHeight() == picture.height()) {
      window.setProcessor(Pictures.toProcessor(picture));
    }
  }

  /**
   * Puts the result into the window.
   *
   * @param result of one slice; its pixels, title and properties are taken over
   * @return the image to go on with: the window's, or {@code result} if nothing was shown yet
   */
  public synchronized ImagePlus finish(ImagePlus result) {
    if (window == null || !window.isVisible()) {
      return result;
    }
    ImagePlus shown = window;
    shown.setProcessor(result.getTitle(), result.getProcessor());
    Copies.copyAttributes(result, shown);
    return shown;
  }

  /** Closes the window, where nothing came of it. */
  public synchronized void discard() {
    if (window != null) {
      window.changes = false;
      window.close();
    }
  }
}
