package org.latentj.imagej.service;

import ij.IJ;
import ij.text.TextWindow;
import java.awt.GraphicsEnvironment;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.latentj.LoadOptions;
import org.latentj.ModelInfo;
import org.latentj.ModelReference;
import org.latentj.StableDiffusion;
import org.latentj.checkpoint.CheckpointException;
import org.latentj.extend.ExtensionFolder;
import org.latentj.imagej.GenerationService;
import org.latentj.imagej.options.DiagnosticsAction;
import org.latentj.imagej.options.EngineSettings;
import org.latentj.imagej.options.PictureOptions;
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
    pictures(settings.pictures()).forEach(lines::add);
    lines.add(loaded());
    return lines.toString();
  }

  private static List<String> pictures(PictureOptions pictures) {
    return List.of(
        "LoRA folder " + listed("LoRA", pictures.loraFolder()),
        "Embeddings folder "
            + pictures
                .embeddings()
                .map(folder -> listed("embedding", folder))
                .orElse(PictureOptions.defaultEmbeddingsFolder() + " (not there)"),
        "ControlNets folder "
            + pictures.controlFolder()
            + (Files.isDirectory(pictures.controlFolder()) ? "" : " (not there)"),
        "VAE " + pictures.vae().map(Object::toString).orElse("the model's own"),
        "Safety checker "
            + (pictures.safetyChecker() ? "on, where a model brings one" : "switched off"),
        "Watermark " + (pictures.watermark() ? "on, from 256x256 pixels" : "off"));
  }

  /** A folder with the names that prompts can use. */
  private static String listed(String what, Path folder) {
    if (!Files.isDirectory(folder)) {
      return folder + " (not there)";
    }
    try {
      List<String> names =
          new ExtensionFolder(folder).files().stream().map(ExtensionFolder::nameOf).toList();
      return "%s (%s)".formatted(folder, names.isEmpty() ? "no " + what : String.join(", ", names));
    } catch (CheckpointException e) {
      return e.getMessage();
    }
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
