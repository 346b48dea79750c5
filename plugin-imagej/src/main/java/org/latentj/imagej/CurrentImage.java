package org.latentj.imagej;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.scijava.Context;
import org.scijava.thread.ThreadService;

/**
 * The active image of whoever called. ImageJ keeps a macro's image in batch mode with the macro's
 * thread, while SciJava runs commands on threads of a pool: asked there, ImageJ names the image of
 * the front window, or what an earlier command left with that thread.
 */
public final class CurrentImage {
  private static final String TABLE = "tempImageTable";
  private static final String EVENT_THREAD = "java.awt.EventDispatchThread";

  private CurrentImage() {}

  /**
   * The active image.
   *
   * @param context whose threads are followed back to their callers
   * @return null if there is none
   */
  public static ImagePlus get(Context context) {
    Map<?, ?> images = images();
    for (Thread caller : callers(context)) {
      if (images.get(caller) instanceof ImagePlus image) {
        return image;
      }
    }
    if (parent(context, Thread.currentThread()) != null) {
      // What an earlier command left with this thread of the pool is nobody's active image.
      WindowManager.setTempCurrentImage(null);
    }
    return WindowManager.getCurrentImage();
  }

  /**
   * Opens an image; in batch mode without a window, as the active image of the calling macro.
   *
   * @param context as in {@link #get}
   */
  public static void show(ImagePlus image, Context context) {
    if (!Interpreter.isBatchMode()) {
      image.show();
      return;
    }
    if (Interpreter.getBatchModeImage(image.getID()) == image) {
      // Shown again, it would count twice among the macro's images.
      Interpreter.activateImage(image);
    } else {
      image.show();
    }
    for (Thread caller : callers(context)) {
      WindowManager.setTempCurrentImage(caller, image);
    }
    // The next command on a thread of the pool must not find it there.
    boolean pooled = parent(context, Thread.currentThread()) != null;
    WindowManager.setTempCurrentImage(pooled ? null : image);
  }

  /**
   * Who waits for this thread, nearest first, up to whoever runs a macro. Empty if it is no thread
   * of a pool. Never the event thread: it waits for nobody, and outlives all macros.
   */
  private static Set<Thread> callers(Context context) {
    Set<Thread> callers = new LinkedHashSet<>();
    Thread own = Thread.currentThread();
    Thread caller = parent(context, own);
    while (caller != null
        && caller != own
        && !caller.getClass().getName().equals(EVENT_THREAD)
        && callers.add(caller)
        && !runsMacro(caller)) {
      caller = parent(context, caller);
    }
    return callers;
  }

  private static Thread parent(Context context, Thread thread) {
    ThreadService threads = context.getService(ThreadService.class);
    return threads == null ? null : threads.getParent(thread);
  }

  private static boolean runsMacro(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(Interpreter.class.getName()));
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
