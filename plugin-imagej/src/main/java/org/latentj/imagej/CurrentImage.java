package org.latentj.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.lang.reflect.Field;
import java.util.Map;
import org.scijava.Context;
import org.scijava.thread.ThreadService;

/**
 * The active image of whoever called. ImageJ keeps a macro's image in batch mode with the macro's
 * thread, while SciJava runs commands on threads of a pool: asked there, ImageJ names the image of
 * the front window, or what an earlier command left with that thread.
 */
public final class CurrentImage {
  private static final String TABLE = "tempImageTable";

  private CurrentImage() {}

  /**
   * The active image.
   *
   * @param context whose threads are followed back to their callers
   * @return null if there is none
   */
  public static ImagePlus get(Context context) {
    Map<?, ?> images = images();
    for (Thread caller = caller(context, Thread.currentThread());
        caller != null;
        caller = caller(context, caller)) {
      if (images.get(caller) instanceof ImagePlus image) {
        return image;
      }
    }
    return WindowManager.getCurrentImage();
  }

  /**
   * Opens an image; in batch mode without a window, as the active image of the calling macro.
   *
   * @param context as in {@link #get}
   */
  public static void show(ImagePlus image, Context context) {
    image.show();
    Thread own = Thread.currentThread();
    Thread caller = caller(context, own);
    if (!Interpreter.isBatchMode() || caller == null) {
      return;
    }
    for (; caller != null; caller = caller(context, caller)) {
      WindowManager.setTempCurrentImage(caller, image);
    }
    // The pool's next command on this thread must not find it.
    WindowManager.setTempCurrentImage(own, null);
  }

  private static Thread caller(Context context, Thread thread) {
    ThreadService threads = context.getService(ThreadService.class);
    Thread caller = threads == null ? null : threads.getParent(thread);
    return caller == thread ? null : caller;
  }

  /** Images by thread. ImageJ has no public way to ask for another thread's. */
  private static Map<?, ?> images() {
    try {
      Field table = WindowManager.class.getDeclaredField(TABLE);
      table.setAccessible(true);
      return table.get(null) instanceof Map<?, ?> images ? images : Map.of();
    } catch (ReflectiveOperationException | RuntimeException e) {
      // A version that keeps it elsewhere: what it answers itself is all there is.
      return Map.of();
    }
  }
}
