package org.latentj.imagej.command;

import ij.IJ;
import ij.ImagePlus;
import org.latentj.EmbeddedModel;
import org.latentj.ModelReference;
import org.latentj.imagej.GenerationService;
import org.latentj.imagej.edit.Engine;
import org.latentj.imagej.model.ModelName;
import org.latentj.imagej.model.ModelService;
import org.latentj.imagej.options.Defaults;
import org.latentj.imagej.options.RandomSeed;
import org.latentj.imagej.progress.LivePreview;
import org.latentj.imagej.progress.StatusListener;
import org.latentj.request.Acceleration;
import org.latentj.request.Settings;
import org.latentj.request.SettingsBuilder;
import org.latentj.sampler.SamplerName;
import org.latentj.sampler.ScheduleKind;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command with a prompt and the settings of sampling. */
abstract class SamplingCommand extends RunningCommand {
  @Parameter private GenerationService generator;
  @Parameter private ModelService models;

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String promptSection = Sections.PROMPT;

  @Parameter(description = "What the image shows")
  private String prompt = "";

  @Parameter(label = "Negative prompt", description = "What to keep away from", required = false)
  private String negativePrompt = "";

  @Parameter(visibility = ItemVisibility.MESSAGE, required = false, persist = false)
  private final String samplingSection = Sections.SAMPLING;

  @Parameter(
      required = false,
      description =
          "One that is installed, or the path of a diffusers folder, or of a .safetensors or .ckpt"
              + " file; empty for the embedded model, "
              + EmbeddedModel.NAME)
  private ModelName model;

  @Parameter(
      style = "slider",
      min = "1",
      max = "150",
      description = "More steps take longer and refine")
  private int steps = Defaults.STEPS;

  @Parameter(
      style = "slider",
      min = "0",
      max = "30",
      stepSize = "0.5",
      description =
          "How closely the image follows the prompt; 0 for what the model asks for, 1 switches"
              + " guidance off")
  private double guidance = Defaults.GUIDANCE;

  @Parameter(
      choices = {
        "PLMS",
        "PNDM",
        "DDIM",
        "DDPM",
        "LMS",
        "Euler",
        "Euler a",
        "Heun",
        "DPM2",
        "DPM2 a",
        "DPM++ 2M",
        "DPM++ 2S",
        "DPM++ 2S a",
        "DPM++ SDE",
        "DPM++ 2M SDE",
        "UniPC",
        "DEIS",
        "LCM"
      },
      description = "How noise becomes an image")
  private String sampler = Defaults.SAMPLER;

  @Parameter(
      choices = {"Automatic", "Karras", "Exponential", "SGM Uniform", "Uniform", "Simple", "Beta"},
      description = "Where the steps lie; PLMS, PNDM, DDIM, DDPM and LCM have but their own")
  private String schedule = Defaults.SCHEDULE;

  @Parameter(description = "The same seed gives the same image; -1 for a new one each time")
  private long seed = Defaults.SEED;

  @Parameter(
      label = "DeepCache every",
      min = "1",
      max = "50",
      description =
          "Faster, and another picture: of so many steps, one computes the whole UNet, the others"
              + " its last layers only; 2 to 50, 1 switches DeepCache off")
  private int deepCache = Acceleration.NONE.deepCacheInterval();

  @Parameter(
      label = "Depth",
      min = "1",
      max = "64",
      attrs = @Attr(name = SAME_ROW),
      description =
          "With DeepCache: how many of the UNet's up layers the other steps compute, 1 to as many"
              + " as the model has (Stable Diffusion: 12); more take longer")
  private int deepCacheDepth = Acceleration.NONE.deepCacheDepth();

  @Parameter(
      label = "Token merging",
      min = "0",
      max = "0.75",
      stepSize = "0.05",
      attrs = @Attr(name = SAME_ROW),
      description =
          "Faster, and another picture: share of the tokens that the largest self-attentions merge"
              + " into others like them; 0 (none) to 0.75")
  private double tokenMerging = Acceleration.NONE.tokenMerging();

  @Parameter(label = "Live preview", description = "Shows the picture while it forms")
  private boolean livePreview = false;

  private LivePreview preview;

  final String prompt() {
    return prompt == null ? "" : prompt;
  }

  /**
   * The settings, after the seed is drawn. Macro recorders read the inputs after the run: the macro
   * then gives the same image again.
   */
  final Settings settings() {
    seed = RandomSeed.resolve(seed);
    // Choices bind the dialog only: a macro can pass anything.
    SamplerName name = SamplerName.parse(sampler);
    ScheduleKind chosen = ScheduleKind.ofName(schedule);
    SettingsBuilder settings =
        Settings.builder()
            .negativePrompt(negativePrompt == null ? "" : negativePrompt)
            .seed(seed)
            .steps(steps)
            .sampler(name.kind())
            .schedule(
                chosen == ScheduleKind.AUTOMATIC
                    ? name.schedule().orElse(ScheduleKind.AUTOMATIC)
                    : chosen)
            .deepCache(deepCache)
            .deepCacheDepth(deepCacheDepth)
            .tokenMerging(tokenMerging);
    if (guidance != Defaults.GUIDANCE) {
      settings.guidanceScale(guidance);
    }
    return settings.build();
  }

  /** The engine with the chosen model, and with a preview if one is wanted and can be. */
  final Engine engine() {
    String name = model == null ? "" : model.name();
    ModelReference chosen = models.find(name);
    if (name.isBlank()) {
      // In the status bar until the first step: the moment in which a model is loaded.
      status()
          .showStatus(
              "Using the embedded model " + EmbeddedModel.NAME + "; 'Model' can name another");
    }
    preview =
        livePreview && LivePreview.possible() && !IJ.isMacro() ? new LivePreview(title()) : null;
    return new Engine(
        generator, chosen, prefix -> new StatusListener(status(), cancelled(), prefix, preview));
  }

  /**
   * Shows a new image, in the preview's window if there is one.
   *
   * @return the image that was shown, which is the output
   */
  final ImagePlus shown(ImagePlus made) {
    ImagePlus image = preview == null ? made : preview.finish(made);
    show(image);
    tellFlagged(image);
    return image;
  }

  /** Closes the preview, as its picture is a part of the result only, or nothing came of it. */
  final void closePreview() {
    if (preview != null) {
      preview.discard();
    }
  }

  @Override
  void abandon() {
    closePreview();
  }
}
