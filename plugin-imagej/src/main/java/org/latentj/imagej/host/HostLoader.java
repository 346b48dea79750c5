package org.latentj.imagej.host;

import ij.IJ;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class loader that the plugin's classes run in. In Fiji it is the one they were loaded with.
 * In plain ImageJ it is a new one over ImageJ's own, with this jar, the engine's, and SciJava's
 * from {@code lib/latentj/host}: a place that neither ImageJ nor Fiji looks into, so that nothing
 * clashes.
 */
final class HostLoader {
  private static ClassLoader loader;

  private HostLoader() {}

  static synchronized ClassLoader get() {
    if (loader == null) {
      ClassLoader own = PlainImageJ.class.getClassLoader();
      loader = hasSciJava(own) ? own : withSciJava();
    }
    return loader;
  }

  private static boolean hasSciJava(ClassLoader candidate) {
    try {
      Class.forName("org.scijava.Context", false, candidate);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static ClassLoader withSciJava() {
    Path root = Path.of(IJ.getDirectory("imagej"));
    try {
      List<URL> jars = new ArrayList<>();
      jars.add(PlainImageJ.class.getProtectionDomain().getCodeSource().getLocation());
      add(jars, root.resolve("jars"), "latentj-engine-*.jar");
      add(jars, root.resolve("lib/latentj"), "gson-*.jar");
      add(jars, root.resolve("lib/latentj/host"), "*.jar");
      return new URLClassLoader("LatentJ", jars.toArray(URL[]::new), IJ.class.getClassLoader());
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static void add(List<URL> jars, Path folder, String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : files) {
        jars.add(url(file));
      }
    }
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }
}
