package org.latentj.imagej.service;

import ij.IJ;
import ij.text.TextWindow;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.Locale;
import java.util.StringJoiner;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.StableDiffusion;
import org.latentj.imagej.GenerationService;
import org.latentj.imagej.options.DiagnosticsAction;
import org.latentj.imagej.options.EngineSettings;
import org.scijava.Context;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Collects what a report of trouble should say. */
@Plugin(type = Service.class)
public final class Diagnostics extends AbstractService implements DiagnosticsAction {
  @Parameter private GenerationService generator;

  @Override
  public void copy() {
    IJ.showStatus("Collecting diagnostics...");
    Thread thread = new Thread(this::show, "LatentJ diagnostics");
    thread.setDaemon(true);
    thread.start();
  }

  private void show() {
    String text = text();
    if (GraphicsEnvironment.isHeadless()) {
      IJ.log(text);
      return;
    }
    Toolkit.getDefaultToolkit().getSystemClipboard().setContents(new StringSelection(text), null);
    new TextWindow("Stable Diffusion Diagnostics (copied)", text, 700, 400);
    IJ.showStatus("The diagnostics are in the clipboard");
  }

  @Override
  public String text() {
    EngineSettings settings = EngineSettings.of(getContext());
    StringJoiner lines = new StringJoiner("\n", "", "\n");
    lines.add("LatentJ " + StableDiffusion.version());
    lines.add("ImageJ " + IJ.getFullVersion() + ", SciJava " + version());
    lines.add("Java " + property("java.version") + ", " + property("java.vendor"));
    lines.add(
        "System "
            + String.join(" ", property("os.name"), property("os.version"), property("os.arch"))
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    lines.add("Engine " + generator.whereItRuns());
    lines.add(
        "Asked for device %s, precision %s, memory mode %s, heap %s"
            .formatted(
                settings.device(),
                settings.precision(),
                settings.memoryMode().name().toLowerCase(Locale.ROOT),
                settings.megabytes() == 0 ? "Java's own" : settings.megabytes() + " MB"));
    lines.add("Models folder " + settings.modelsFolder());
    lines.add(
        "Cache folder "
            + settings.cacheFolder().map(Object::toString).orElse("DJL's own, .djl.ai"));
    lines.add(loaded());
    return lines.toString();
  }

  private String loaded() {
    try {
      ModelInfo info = generator.load(ModelReference.embedded(LoadOptions.defaults()));
      return "Loaded %s on %s in %s. %s"
          .formatted(info.name(), info.device(), info.precision(), info.deviceReason());
    } catch (RuntimeException e) {
      // Diagnostics are asked for when something is wrong: what it is belongs into them.
      return "Loading the embedded model failed: " + e;
    }
  }

  private static String version() {
    String version = Context.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
