package org.latentj.imagej.options;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.latentj.runtime.MemoryMode;
import org.latentj.runtime.Precision;
import org.scijava.ItemVisibility;
import org.scijava.menu.MenuConstants;
import org.scijava.module.ModuleItem;
import org.scijava.options.OptionsPlugin;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.prefs.PrefService;
import org.scijava.util.Types;
import org.scijava.widget.Button;
import org.scijava.widget.FileWidget;
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
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      description = "Where models are looked for; empty for .latentj/models in your own folder")
  private String modelsFolder = "";

  @Parameter(
      label = "Cache folder",
      style = FileWidget.DIRECTORY_STYLE,
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

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String extensionsSection = "<html><b>Extensions</b>";

  @Parameter(
      label = "LoRA folder",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      description =
          "Where <lora:NAME:0.8> of a prompt finds NAME.safetensors; empty for the folder lora of"
              + " LatentJ's own folder, which the diagnostics name")
  private String loraFolder = "";

  @Parameter(
      label = "Embeddings folder",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      description =
          "Textual inversions: each file's name without extension is a word for prompts; empty for"
              + " the folder embeddings of LatentJ's own folder, where there is one")
  private String embeddingsFolder = "";

  @Parameter(
      label = "ControlNets folder",
      style = FileWidget.DIRECTORY_STYLE,
      required = false,
      description =
          "Files and diffusers folders that dialogs offer as ControlNets; empty for the folder"
              + " controlnet of LatentJ's own folder")
  private String controlNetsFolder = "";

  @Parameter(
      label = "VAE file",
      style = FileWidget.OPEN_STYLE,
      required = false,
      description =
          "Decodes pictures instead of the model's own autoencoder: a .safetensors, .ckpt or .pt file,"
              + " or a diffusers folder; empty for the model's own. The embedded model keeps its own")
  private String vae = "";

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String picturesSection = "<html><b>Pictures</b>";

  @Parameter(
      label = "Safety checker",
      description =
          "Pictures pass the safety checker that a model brings; what it flags is replaced by black")
  private boolean safetyChecker = true;

  @Parameter(
      label = "Invisible watermark",
      description =
          "Pictures of 256x256 and more carry the mark of the original scripts, StableDiffusionV1, by"
              + " which machines can tell that a machine made them")
  private boolean watermark = false;

  @Parameter(
      label = "Copy Diagnostics",
      callback = "copyDiagnostics",
      required = false,
      persist = false,
      description = "Loads the embedded model and copies versions, device and folders")
  private Button diagnostics;

  private final Map<String, Object> accepted = new HashMap<>();

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
        Optional.ofNullable(EngineSettings.folder(cacheFolder, null)),
        new PictureOptions(
            EngineSettings.folder(loraFolder, PictureOptions.defaultLoraFolder()),
            Optional.ofNullable(EngineSettings.folder(embeddingsFolder, null)),
            EngineSettings.folder(controlNetsFolder, PictureOptions.defaultControlFolder()),
            Optional.ofNullable(EngineSettings.folder(vae, null)),
            safetyChecker,
            watermark));
  }

  /** The token for the hub, if one is set here. Not part of the settings, which may be shown. */
  public Optional<String> hubToken() {
    return Optional.ofNullable(hubToken).map(String::strip).filter(token -> !token.isEmpty());
  }

  @Override
  public void run() {
    PrefService preferences = getContext().service(PrefService.class);
    String wrong = problem();
    if (wrong == null && !safetyChecker && !SafetyNote.accepted(preferences)) {
      wrong = "the safety checker stays on, and no option was changed";
    }
    if (wrong == null) {
      SafetyNote.remember(preferences, !safetyChecker);
      super.run();
      remember();
    } else {
      restore();
      cancel(wrong);
    }
  }

  /** Dialogs save what was entered before they run what it is for. */
  private void restore() {
    if (!accepted.isEmpty()) {
      accepted.forEach(this::setInput);
      save();
    }
  }

  /** Called when ImageJ starts, too. */
  @Override
  public void load() {
    super.load();
    remember();
  }

  /** What is refused must not stay in effect: this is one instance, as long as ImageJ runs. */
  private void remember() {
    for (ModuleItem<?> input : getInfo().inputs()) {
      Class<?> type = input.getType();
      boolean entered = Types.isText(type) || Types.isNumber(type) || Types.isBoolean(type);
      if (entered && input.getVisibility() != ItemVisibility.MESSAGE) {
        accepted.put(input.getName(), getInput(input.getName()));
      }
    }
  }

  private String problem() {
    try {
      Precision.ofName(precision);
      settings();
      mustBe("LoRA folder", loraFolder, Files::isDirectory);
      mustBe("embeddings folder", embeddingsFolder, Files::isDirectory);
      mustBe("ControlNets folder", controlNetsFolder, Files::isDirectory);
      mustBe("VAE", vae, Files::exists);
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

  /** What is named must be there: a slip would show only when the next picture is made. */
  private static void mustBe(String what, String text, Predicate<Path> there) {
    Path path = EngineSettings.folder(text, null);
    if (path != null && !there.test(path)) {
      throw new IllegalArgumentException(
          "there is no %s '%s'. Correct the name, or leave it empty".formatted(what, path));
    }
  }

  /** Called on the event thread, where nothing may take long. */
  void copyDiagnostics() {
    DiagnosticsAction action = getContext().getService(DiagnosticsAction.class);
    if (action != null) {
      action.copy();
    }
  }
}
