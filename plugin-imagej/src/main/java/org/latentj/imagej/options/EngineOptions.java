package org.latentj.imagej.options;

import java.util.Optional;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;
import org.scijava.ItemVisibility;
import org.scijava.menu.MenuConstants;
import org.scijava.options.OptionsPlugin;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.Button;
import org.scijava.widget.TextWidget;

/** Edit &gt; Options &gt; Stable Diffusion...: what holds for all commands. */
@Plugin(
    type = OptionsPlugin.class,
    headless = true,
    menu = {
      @Menu(label = MenuConstants.EDIT_LABEL),
      @Menu(label = "Options"),
      @Menu(label = "Stable Diffusion...")
    })
public final class EngineOptions extends OptionsPlugin {
  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String engineSection = "<html><b>Engine</b>";

  @Parameter(description = "auto takes a CUDA GPU where there is one; cpu and cuda:0 choose")
  private String device = "auto";

  @Parameter(
      choices = {"auto", "fp32", "fp16", "bf16"},
      description = "auto is fp32 on the CPU and fp16 on a GPU")
  private String precision = "auto";

  @Parameter(
      label = "Heap of the engine's process (MB)",
      min = "0",
      max = "65536",
      description = "0 leaves it to Java. Weights lie outside of it")
  private int memory = 0;

  @Parameter(
      label = "Memory mode",
      choices = {"auto", "normal", "low", "lowest"},
      description =
          "auto gives all that is free for speed; low and lowest take less memory and longer")
  private String memoryMode = "auto";

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String foldersSection = "<html><b>Folders</b>";

  @Parameter(
      label = "Models folder",
      required = false,
      description = "Where models are looked for; empty for .latentj/models in your own folder")
  private String modelsFolder = "";

  @Parameter(
      label = "Cache folder",
      required = false,
      description =
          "Where libtorch is unpacked (some 500 MB); empty for .djl.ai in your own folder")
  private String cacheFolder = "";

  @Parameter(
      label = "Hub token",
      style = TextWidget.PASSWORD_STYLE,
      required = false,
      description =
          "For models that ask for a login: a token with read access. Kept in your preferences, in no"
              + " log and no macro; empty for HF_TOKEN or the hub's own login")
  private String hubToken = "";

  @Parameter(
      label = "Copy Diagnostics",
      callback = "copyDiagnostics",
      required = false,
      persist = false,
      description = "Loads the embedded model and copies versions, device and folders")
  private Button diagnostics;

  /**
   * As it is set.
   *
   * @throws IllegalArgumentException if a folder's name is none
   */
  public EngineSettings settings() {
    return new EngineSettings(
        device.strip(),
        precision,
        memory,
        MemoryMode.ofName(memoryMode),
        EngineSettings.folder(modelsFolder, EngineSettings.defaultModelsFolder()),
        Optional.ofNullable(EngineSettings.folder(cacheFolder, null)));
  }

  /** The token for the hub, if one is set here. Not part of the settings, which may be shown. */
  public Optional<String> hubToken() {
    return Optional.ofNullable(hubToken).map(String::strip).filter(token -> !token.isEmpty());
  }

  @Override
  public void run() {
    String wrong = problem();
    if (wrong == null) {
      super.run();
    } else {
      load();
      cancel(wrong);
    }
  }

  private String problem() {
    try {
      Precision.ofName(precision);
      settings();
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    if (!device.strip().matches("auto|cpu|cuda(:\\d+)?")) {
      return "expected device auto, cpu, cuda or cuda:N but got '" + device + "'";
    }
    if (!hubToken().orElse("").chars().allMatch(c -> c > ' ' && c < 127)) {
      // Not the token itself: messages are logged.
      return "the hub token has characters that a token cannot have; copy it anew";
    }
    return memory < 0 ? "expected a heap of 0 (Java's own) or more MB but got " + memory : null;
  }

  /** Called on the event thread, where nothing may take long. */
  void copyDiagnostics() {
    DiagnosticsAction action = getContext().getService(DiagnosticsAction.class);
    if (action != null) {
      action.copy();
    }
  }
}
