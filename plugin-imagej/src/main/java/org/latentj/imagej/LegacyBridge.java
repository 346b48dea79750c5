package org.latentj.imagej;

import java.lang.reflect.InvocationTargetException;

/**
 * Fiji's bridge to ImageJ 1.x, imagej-legacy. It changes classes of ImageJ, say {@code
 * ij.ImagePlus}, and can do so only before they are loaded. Fiji creates this plugin's services
 * before the bridge's, and to look for a service's annotations loads every type in its methods'
 * signatures: services of which one is ImageJ's let the bridge go first.
 */
public final class LegacyBridge {
  private static final String INJECTOR = "net.imagej.patcher.LegacyInjector";

  private LegacyBridge() {}

  /**
   * Lets the bridge change ImageJ's classes, if it is there and has not. For static initializers.
   */
  public static void first() {
    try {
      Class.forName(INJECTOR, true, LegacyBridge.class.getClassLoader())
          .getMethod("preinit")
          .invoke(null);
    } catch (ClassNotFoundException e) {
      // Plain ImageJ.
    } catch (InvocationTargetException | NoSuchMethodException | IllegalAccessException e) {
      // The bridge does the same a moment later, and says itself why it cannot.
    }
  }
}
