package org.latentj.imagej.host;

import ij.IJ;
import ij.plugin.PlugIn;
import java.lang.reflect.InvocationTargetException;

/**
 * What plain ImageJ's menu calls, by {@code plugins.config}. It knows no SciJava, which plain
 * ImageJ lacks: {@link HostLoader} brings it. In Fiji, SciJava's commands of the same names come
 * first.
 */
public final class PlainImageJ implements PlugIn {

  /**
   * Runs a command.
   *
   * @param command its class
   */
  @Override
  public void run(String command) {
    try {
      ClassLoader loader = HostLoader.get();
      Class.forName("org.latentj.imagej.host.PlainHost", true, loader)
          .getMethod("run", String.class)
          .invoke(null, command);
    } catch (InvocationTargetException e) {
      // Cancelled macros end by a RuntimeException that must reach ImageJ.
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException | NoClassDefFoundError | IllegalStateException e) {
      IJ.error(
          "Stable Diffusion",
          "The plugin is not installed as a whole: "
              + e
              + ".\nUnpack the distribution zip into ImageJ's folder again, and restart ImageJ.");
    }
  }
}
