package org.latentj.imagej.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.latentj.imagej.script.StableDiffusionService;
import org.scijava.Context;

@DisplayName("In Fiji, the services")
class LegacyBridgeTest {
  private static final String BRIDGE = "net.imagej.patcher.LegacyInjector";

  @Test
  @DisplayName("let the bridge change ImageJ's classes before any is loaded")
  void bridgeFirst() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (Watched loader = new Watched()) {
      thread.setContextClassLoader(loader);
      Object context = loader.loadClass(Context.class.getName()).getConstructor().newInstance();
      context.getClass().getMethod("dispose").invoke(context);

      assertThat(loader.watched).contains(BRIDGE, "ij.ImagePlus");
      assertThat(loader.watched.get(0)).isEqualTo(BRIDGE);
      assertThat(loader.loadClass(StableDiffusionService.class.getName()).getClassLoader())
          .isSameAs(loader);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Loads everything anew, and keeps in which order the bridge and ImageJ's classes came. */
  private static final class Watched extends URLClassLoader {
    private static final Set<String> SEEN = Set.of("ij.", BRIDGE);
    private final List<String> watched = new ArrayList<>();

    Watched() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Watched::url)
          .toArray(URL[]::new);
    }

    private static URL url(String path) {
      try {
        return new File(path).toURI().toURL();
      } catch (MalformedURLException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (SEEN.stream().anyMatch(name::startsWith)) {
        synchronized (watched) {
          watched.add(name);
        }
      }
      return super.findClass(name);
    }
  }
}
